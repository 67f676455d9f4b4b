package org.cdirpc.benchmarks.compare.hessian;

import com.caucho.hessian.client.HessianProxyFactory;
import com.caucho.hessian.server.HessianServlet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;
import org.cdirpc.benchmarks.compare.beans.OrderService;
import org.cdirpc.benchmarks.compare.beans.OrderServiceBean;

/**
 * Hessian over HTTP/1.1 as its documentation shows it: a {@code HessianServlet} on a servlet container, and a proxy from
 * {@code HessianProxyFactory}. The servlet is one of javax.servlet; the container is an embedded Jetty, which is one of
 * the few maintained ones that still run these, with its defaults for threads and buffers.
 *
 * <p>What is set beyond the defaults, and why:
 *
 * <ul>
 *   <li>requests in Hessian 2, as replies are by default: the default for requests is version 1, the older and larger;
 *   <li>connections that stay open between calls ({@link KeepAlive}), as many as there are callers: by itself Hessian's
 *       proxy loses the JDK's connection after about every third call, and the JDK keeps only five that are idle.
 * </ul>
 */
public final class HessianOverHttp implements Contender {

    // Held, since the JDK keeps levels of referenced loggers only.
    private static final Logger LOG = Logger.getLogger("org.eclipse.jetty");

    /** For the service loader. */
    public HessianOverHttp() {
        LOG.setLevel(Level.WARNING);
    }

    @Override
    public String name() {
        return "hessian";
    }

    @Override
    public Server serve() throws Exception {
        HessianServlet servlet = new HessianServlet();
        servlet.setHomeAPI(OrderService.class);
        servlet.setHome(new OrderServiceBean());
        return JettyServer.start(servlet, "/orders");
    }

    @Override
    public Client connect(int port) throws Exception {
        HessianProxyFactory factory = new HessianProxyFactory();
        factory.setHessian2Request(true);
        factory.setConnectionFactory(new KeepAlive(factory));
        String url = "http://127.0.0.1:" + port + "/orders";
        return new HessianClient((OrderService) factory.create(OrderService.class, url));
    }
}
