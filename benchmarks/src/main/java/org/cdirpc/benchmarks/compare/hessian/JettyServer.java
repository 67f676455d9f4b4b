package org.cdirpc.benchmarks.compare.hessian;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.servlet.Servlet;
import org.cdirpc.benchmarks.compare.Contender;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A Jetty with one servlet, on a free port of loopback. */
record JettyServer(int port, Server server) implements Contender.Server {

    static JettyServer start(Servlet servlet, String path) throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(servlet), path);
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(context);
        server.start();
        return new JettyServer(((ServerConnector) server.getConnectors()[0]).getLocalPort(), server);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
