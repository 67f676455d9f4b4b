package org.cdirpc.it.server.hello;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Passes the bean's greeting on. */
@WebServlet(urlPatterns = "")
public class HelloServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient HelloBean bean;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().print(bean.greeting());
    }
}
