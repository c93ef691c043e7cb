package io.github.tlsclients.imap;

import io.github.tlsclients.sasl.Authentication;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.sasl.Wire;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.ResyncData;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.util.MailLogger;
import org.jspecify.annotations.Nullable;

/**
 * Angus' IMAP, with AUTHENTICATE by our own mechanisms: its own come from providers that the whole JVM would share.
 *
 * <p>And with a stricter ear. Angus overlooks a response that it cannot parse, and the message that it was about is
 * missing then; it waits on when a response is for a command that nobody gave; on some it fails by any exception that
 * arrays have, or for want of stack. Here each is a {@link TlsException}, thrown in the place of an I/O error: so it ends
 * the command, and finds its way through the library.
 */
final class SaslProtocol extends IMAPProtocol {
    /** No command of Angus' own has it. */
    private static final String TAG = "auth";

    // The library's constructor reads the greeting already: none of these may be initialized here.
    private boolean proved;
    private boolean greeted;
    private @Nullable String tag;
    private boolean idles;

    SaslProtocol(String host, int port, Properties properties, MailLogger logger)
            throws IOException, ProtocolException {
        super("imap", host, port, properties, false, logger);
    }

    /** Logs in, in no trace. */
    synchronized LoggedIn authenticate(Authentication authentication, ImapFailures failures) throws IOException {
        suspendTracing();
        try {
            LoggedIn login = authentication.over(new Dialogue(failures));
            proved = true;
            return login;
        } finally {
            resumeTracing();
        }
    }

    @Override
    public boolean isAuthenticated() {
        return proved || super.isAuthenticated();
    }

    @Override
    public String writeCommand(String command, @Nullable Argument arguments) throws IOException, ProtocolException {
        tag = null; // what a literal in the command is answered by has none
        String given = super.writeCommand(command, arguments);
        idles = command.equals("IDLE");
        tag = given;
        return given;
    }

    @Override
    public Response readResponse() throws IOException {
        try {
            CheckedResponse response = new CheckedResponse(this);
            requireSense(response);
            greeted = true;
            if (!response.keyEquals("FETCH")) {
                return response;
            }
            response.requireKnownItems();
            return new FetchResponse(response, getFetchItems(), this);
        } catch (ProtocolException | RuntimeException | StackOverflowError e) {
            throw nonsense("it cannot be parsed", e);
        }
    }

    /** Before the greeting anything may come: what is no greeting is told of by what it is. */
    private void requireSense(CheckedResponse response) throws TlsException {
        if (!greeted) {
            return;
        }
        if (response.keyEquals("PREAUTH")) {
            throw nonsense("PREAUTH is a greeting, and comes first or not at all", null);
        }
        if (response.isUnTagged()) {
            return;
        }
        if (response.isContinuation()) {
            idles = false; // the server has agreed
        } else if (tag != null && !tag.equals(response.getTag())) {
            throw nonsense(
                    "it answers a command that nobody gave (" + ClearText.printable(response.toString()) + ")", null);
        } else if (idles) {
            // the library would go on waiting for the server's "+"
            throw new TlsException(
                    response.isNO() ? TlsFailure.REFUSED_BY_SERVER : TlsFailure.PROTOCOL_ERROR,
                    "the server refuses to tell of new messages (IDLE): " + ClearText.printable(response.getRest()),
                    "list them again");
        }
    }

    /** What becomes of a response. */
    interface Taker {
        void take(Response response) throws IOException;
    }

    /**
     * Gives a command, and hands on each response as it comes; {@link #command} would keep them all. After an exception the
     * connection is of no more use.
     *
     * @return the tagged one
     */
    synchronized Response each(String command, Taker taker) throws IOException, ProtocolException {
        String given = writeCommand(command, null);
        while (true) {
            Response response = responseOrEnd();
            if (response.isBYE()) {
                throw new ConnectionException(this, response);
            }
            if (response.isTagged() && given.equals(response.getTag())) {
                return response;
            }
            taker.take(response);
        }
    }

    /** As {@link #command} has it: so a connection that fails is told from a taker that does. */
    private Response responseOrEnd() throws ProtocolException {
        try {
            return readResponse();
        } catch (IOException e) {
            return Response.byeResponse(e);
        }
    }

    @Override
    public void capability() throws ProtocolException {
        parsed(() -> {
            super.capability();
            return true;
        });
    }

    @Override
    public void login(String user, String password) throws ProtocolException {
        parsed(() -> {
            super.login(user, password);
            return true;
        });
    }

    @Override
    public ListInfo @Nullable [] list(String reference, String pattern) throws ProtocolException {
        return parsed(() -> super.list(reference, pattern));
    }

    @Override
    public MailboxInfo examine(String mailbox, @Nullable ResyncData data) throws ProtocolException {
        return parsed(() -> super.examine(mailbox, data));
    }

    private static <T extends @Nullable Object> T parsed(Command<T> command) throws ProtocolException {
        try {
            return command.run();
        } catch (RuntimeException e) {
            throw new ParsingException("the response cannot be parsed", e);
        }
    }

    private static TlsException nonsense(String what, @Nullable Throwable cause) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server's answer makes no sense: " + what,
                "check that the port is one for imap, and ask the server's owner",
                cause);
    }

    private interface Command<T extends @Nullable Object> {
        T run() throws ProtocolException;
    }

    /** RFC 9051 section 6.2.2. */
    private final class Dialogue implements Wire {
        private final ImapFailures failures;

        Dialogue(ImapFailures failures) {
            this.failures = failures;
        }

        @Override
        public Answer begin(String mechanism, byte[] first) throws IOException {
            if (!hasCapability("SASL-IR")) {
                Answer answer = begin(mechanism);
                return answer instanceof Answer.Challenge ? respond(first) : answer;
            }
            // a first response that is empty is not the same as none (RFC 4959 section 3)
            return say(command(mechanism) + " ", first.length == 0 ? new byte[] {'='} : base64(first));
        }

        @Override
        public Answer begin(String mechanism) throws IOException {
            return say(command(mechanism), new byte[0]);
        }

        @Override
        public Answer respond(byte[] response) throws IOException {
            return say("", base64(response));
        }

        @Override
        public void cancel() throws IOException {
            say("*", new byte[0]);
        }

        private Answer say(String command, byte[] argument) throws IOException {
            tag = TAG;
            OutputStream out = getOutputStream();
            out.write(command.getBytes(StandardCharsets.US_ASCII));
            out.write(argument);
            out.write(new byte[] {'\r', '\n'});
            out.flush();
            Arrays.fill(argument, (byte) 0);
            try {
                return answer();
            } catch (ProtocolException e) {
                throw failures.of("log in", e);
            }
        }

        private Answer answer() throws IOException, ProtocolException {
            List<Response> untagged = new ArrayList<>();
            while (true) {
                Response response = readResponse();
                if (response.isContinuation()) {
                    return new Answer.Challenge(data(response.getRest()));
                }
                if (response.isBYE()) {
                    throw new ConnectionException(SaslProtocol.this, response);
                }
                if (response.isTagged() && TAG.equals(response.getTag())) {
                    if (!response.isOK()) {
                        return new Answer.Refused(failures.words(response));
                    }
                    handleCapabilityResponse(untagged.toArray(Response[]::new));
                    setCapabilities(response);
                    return new Answer.Accepted();
                }
                untagged.add(response);
            }
        }

        private static String command(String mechanism) {
            return TAG + " AUTHENTICATE " + mechanism;
        }

        /** What is not base64, no mechanism takes. */
        private static byte[] data(String text) {
            try {
                return Base64.getDecoder().decode(text.strip());
            } catch (IllegalArgumentException e) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        }

        private static byte[] base64(byte[] bytes) {
            return Base64.getEncoder().encode(bytes);
        }
    }
}
