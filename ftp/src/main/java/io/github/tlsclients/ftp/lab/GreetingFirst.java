package io.github.tlsclients.ftp.lab;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.ipfilter.SessionFilter;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;

/**
 * Holds a handshake back until FtpServer has handed its greeting to TLS, which keeps it and sends it once the handshake is
 * done. A greeting that comes just then is sent by another thread than the handshake's last message, and now and then
 * before it.
 */
final class GreetingFirst implements SessionFilter {
    /** FtpServer greets as soon as a thread is free. */
    private static final long GREETING_SECONDS = 10;

    private static final String TLS = "sslFilter";

    @Override
    public boolean accept(IoSession session) {
        CountDownLatch greeted = new CountDownLatch(1);
        session.getFilterChain().addBefore(TLS, "held until greeted", new IoFilterAdapter() {
            @Override
            public void messageReceived(NextFilter next, IoSession from, Object message) throws InterruptedException {
                if (greeted.await(GREETING_SECONDS, TimeUnit.SECONDS)) {
                    next.messageReceived(from, message);
                } else {
                    from.closeNow();
                }
            }
        });
        session.getFilterChain().addAfter(TLS, "greets", new IoFilterAdapter() {
            @Override
            public void filterWrite(NextFilter next, IoSession to, WriteRequest greetingOrReply) {
                next.filterWrite(to, greetingOrReply);
                greeted.countDown();
            }
        });
        return true;
    }
}
