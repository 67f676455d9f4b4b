package org.cdirpc.benchmarks.compare.hessian;

import com.caucho.hessian.client.HessianConnection;
import com.caucho.hessian.client.HessianProxyFactory;
import com.caucho.hessian.client.HessianURLConnectionFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;

/**
 * Hessian's own connections, except that a reply is read to its very end before it is closed, so that the JDK keeps the
 * HTTP connection for the next call. Hessian's servlet flushes its reply, which makes it a chunked one, and Hessian's
 * proxy closes it as soon as the value is read: where the last, empty chunk has not arrived yet, the JDK gives the
 * connection up. That was about every third call.
 */
final class KeepAlive extends HessianURLConnectionFactory {

    /** Also sets, for the whole JVM, how many idle connections the JDK keeps: one per caller instead of five. */
    KeepAlive(HessianProxyFactory proxies) {
        setHessianProxyFactory(proxies);
        System.setProperty("http.maxConnections", "1024");
    }

    @Override
    public HessianConnection open(URL url) throws IOException {
        return new Drained(super.open(url));
    }

    private record Drained(HessianConnection connection) implements HessianConnection {

        @Override
        public void addHeader(String key, String value) {
            connection.addHeader(key, value);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return connection.getOutputStream();
        }

        @Override
        public void sendRequest() throws IOException {
            connection.sendRequest();
        }

        @Override
        public int getStatusCode() {
            return connection.getStatusCode();
        }

        @Override
        public String getStatusMessage() {
            return connection.getStatusMessage();
        }

        @Override
        public String getContentEncoding() {
            return connection.getContentEncoding();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(connection.getInputStream()) {
                @Override
                public void close() throws IOException {
                    transferTo(OutputStream.nullOutputStream());
                    super.close();
                }
            };
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }

        @Override
        public void destroy() throws IOException {
            connection.destroy();
        }
    }
}
