package io.github.tlsclients.imap;

import io.github.tlsclients.sasl.Authentication;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.sasl.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;

/** Angus' IMAP, with AUTHENTICATE by our own mechanisms: its own come from providers that the whole JVM would share. */
final class SaslProtocol extends IMAPProtocol {
    /** No command of Angus' own has it. */
    private static final String TAG = "auth";

    private boolean proved;

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
