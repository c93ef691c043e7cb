package io.github.tlsclients.ftp.lab;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.Peer;
import io.github.tlsclients.lab.UpgradeFault;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A file server with one file, honest but for one fault. */
public final class HostileFtp implements HostileServer.Script {
    private static final int PATIENCE_MILLIS = 20_000;
    /** Of tcpmux (RFC 1078), which is gone. A port that was free a moment ago may be somebody's by now. */
    private static final int NOBODYS_PORT = 1;

    private volatile byte[] file = "dear reader\r\n".getBytes(StandardCharsets.UTF_8);

    @Override
    public void play(Peer client) throws IOException {
        if (client.suffers(FtpFault.GREETING_ENDLESS)) {
            client.sayForEver("220-wait for it\r\n");
        }
        if (client.stage().mode() == TlsMode.STARTTLS) {
            upgrade(client);
        } else {
            client.say("220 ready");
        }
        try (ServerSocket passive = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            passive.setSoTimeout(PATIENCE_MILLIS);
            while (true) {
                answer(client, client.hear(), passive);
            }
        }
    }

    /** RFC 4217 section 4: AUTH TLS, consent, handshake. */
    private static void upgrade(Peer client) throws IOException {
        if (client.suffers(UpgradeFault.CONSENT_BEFORE_THE_QUESTION)) {
            client.say("220 ready", "234 go ahead");
        } else {
            client.say(forged(client, "greeting").orElse("220 ready"));
        }
        client.hear(); // AUTH TLS
        if (client.suffers(UpgradeFault.STARTTLS_STRIPPED)) {
            client.say("502 not known here");
            takeLoginInClear(client);
        }
        if (client.suffers(UpgradeFault.STARTTLS_REFUSED)) {
            client.say("431 no resource for that at the moment");
            takeLoginInClear(client);
        }
        Optional<String> forged = forged(client, "AUTH");
        if (forged.isPresent()) {
            client.say(forged.get());
            takeLoginInClear(client);
        }
        if (client.suffers(UpgradeFault.CONSENT_MALFORMED)) {
            client.say("of course, go ahead");
            client.awaitTheEnd();
        }
        if (client.suffers(UpgradeFault.CONSENT_ENDLESS)) {
            client.sayForEver("234-go ahead\r\n");
        }
        if (client.suffers(UpgradeFault.REPLY_INJECTED)) {
            client.say("234 go ahead", "331 password, please", "230 welcome", "257 \"/\"");
        } else {
            client.say("234 go ahead");
        }
        if (client.suffers(UpgradeFault.REPLY_INJECTED_LATER)) {
            client.in().read();
            client.say("331 password, please", "230 welcome");
            client.awaitTheEnd();
        }
        client.startTls();
    }

    /** What somebody says who is after the password: come in, without TLS. */
    private static void takeLoginInClear(Peer client) throws IOException {
        while (true) {
            switch (verb(client.hear())) {
                case "USER" -> client.say("331 password, please");
                case "PASS" -> client.say("230 welcome");
                case "QUIT" -> {
                    client.say("221 good-bye");
                    client.end();
                }
                default -> client.say("502 not known here");
            }
        }
    }

    private void answer(Peer client, String line, ServerSocket passive) throws IOException {
        String verb = verb(line);
        int port = passive.getLocalPort();
        String numbers = (port >> 8) + "," + (port & 255);
        Optional<String> forged = forged(client, verb)
                .map(reply -> reply.replace("EPORT", "" + port).replace("PORT", numbers));
        if (forged.isPresent()) {
            client.say(forged.get());
            return;
        }
        switch (verb) {
            case "PBSZ", "PROT", "TYPE" -> client.say("200 fine");
            case "USER" -> client.say("331 password, please");
            case "PASS" -> welcome(client);
            case "SYST" -> client.say("215 UNIX Type: L8");
            case "PWD" -> client.say("257 \"/\"");
            case "CWD" -> client.say("250 there");
            case "FEAT" -> features(client);
            case "SIZE" -> client.say("213 " + size(client));
            case "EPSV" -> extendedPassive(client, port);
            case "PASV" -> client.say("227 here (127,0,0,1," + numbers + ")");
            case "STOR", "MLSD", "LIST", "RETR" -> transfer(client, verb, passive);
            case "QUIT" -> {
                client.say("221 good-bye");
                client.end();
            }
            default -> client.say("502 not known here");
        }
    }

    private static void welcome(Peer client) throws IOException {
        client.say("230 welcome");
        if (client.suffers(FtpFault.TLS_ENDED_AFTER_LOGIN)) {
            client.hear();
            client.tls().shutdownOutput();
        }
        if (client.suffers(FtpFault.TLS_ENDED_AFTER_LOGIN) || client.suffers(FtpFault.CONTINUED_IN_CLEAR)) {
            client.continueInClear();
            client.say("200 here we are among ourselves");
            client.awaitTheEnd();
        }
    }

    private static void features(Peer client) throws IOException {
        if (client.suffers(FtpFault.REPLY_ENDLESS)) {
            client.sayForEver("211-features\r\n");
        }
        if (client.suffers(FtpFault.REPLY_WITHOUT_CR)) {
            client.sayExactly("211-features\n SIZE\n211 end\n");
            return;
        }
        client.say("211-features", " MLST size*;modify*;", " SIZE", "211 end");
    }

    private int size(Peer client) {
        return client.suffers(FtpFault.UPLOAD_SHORTENED) ? file.length - 1 : file.length;
    }

    private static void extendedPassive(Peer client, int port) throws IOException {
        if (client.stage().fault() instanceof FtpFault fault && fault.bendsPasv()) {
            client.say("502 not known here");
            return;
        }
        client.say("229 here (|||" + (client.suffers(FtpFault.DATA_PORT_CLOSED) ? NOBODYS_PORT : port) + "|)");
    }

    private void transfer(Peer client, String verb, ServerSocket passive) throws IOException {
        client.say("150 here it comes");
        Peer data = client.second(passive.accept());
        boolean refused = false;
        try {
            move(data, verb);
        } catch (IOException e) {
            refused = true; // the client's doing, or ours; it may have left, or try again
            data.hangUp();
        }
        if (client.suffers(FtpFault.DOWNLOAD_UNCONFIRMED) && verb.equals("RETR")) {
            client.awaitTheEnd();
        }
        client.say(forged(client, "226 " + verb).orElse(refused && !isCut(client) ? "425 no data" : "226 done"));
    }

    /** Whether the server is to pretend that all is well. */
    private static boolean isCut(Peer client) {
        return client.suffers(FtpFault.UPLOAD_TALKED_BACK)
                || client.suffers(FtpFault.DOWNLOAD_CUT)
                || client.suffers(FtpFault.DOWNLOAD_RESET)
                || client.suffers(FtpFault.DOWNLOAD_CONTINUED_IN_CLEAR)
                || client.suffers(FtpFault.LISTING_CUT);
    }

    private void move(Peer data, String verb) throws IOException {
        if (verb.equals("STOR")) {
            startTls(data);
            if (data.suffers(FtpFault.UPLOAD_RESET)) {
                data.in().read();
                data.reset();
            }
            file = data.in().readAllBytes();
            if (data.suffers(FtpFault.UPLOAD_TALKED_BACK)) {
                data.sayForEver("thank you\r\n");
            }
        } else {
            if (data.suffers(FtpFault.DATA_IN_CLEAR)) {
                data.say("a file of my own");
                data.awaitTheEnd();
            }
            startTls(data);
            if (verb.equals("RETR")) {
                sendFile(data);
            } else {
                list(data);
            }
        }
        data.finish();
    }

    private static void startTls(Peer data) throws IOException {
        if (data.suffers(FtpFault.DATA_UNANSWERED)) {
            data.awaitTheEnd();
        }
        Optional<LabCertificate> other = otherCertificate(data);
        if (other.isPresent()) {
            data.startTls(other.get().serverContext());
        } else if (data.suffers(FtpFault.DATA_NOT_RESUMED)) {
            data.startTls(data.freshContext());
        } else {
            data.startTls();
        }
    }

    private static Optional<LabCertificate> otherCertificate(Peer data) {
        if (data.suffers(FtpFault.DATA_OTHER_KEY)) {
            return Optional.of(data.stage().pki().server("localhost"));
        }
        if (data.suffers(FtpFault.DATA_OTHER_HOST)) {
            return Optional.of(data.stage().pki().server("elsewhere.lab.test"));
        }
        return data.suffers(FtpFault.DATA_SELF_SIGNED)
                ? Optional.of(LabCertificate.selfSigned(CertificateSpec.server("localhost")))
                : Optional.empty();
    }

    private void sendFile(Peer data) throws IOException {
        byte[] all = file;
        data.out().write(all, 0, all.length / 2);
        data.out().flush();
        if (data.suffers(FtpFault.DOWNLOAD_CUT)) {
            data.cut();
        }
        if (data.suffers(FtpFault.DOWNLOAD_RESET)) {
            data.reset();
        }
        if (data.suffers(FtpFault.DOWNLOAD_CONTINUED_IN_CLEAR)) {
            data.continueInClear();
            data.say("a half of my own");
            data.awaitTheEnd();
        }
        if (data.suffers(FtpFault.DATA_SILENT)) {
            data.awaitTheEnd();
        }
        data.out().write(all, all.length / 2, all.length - all.length / 2);
        if (data.suffers(FtpFault.DOWNLOAD_LONGER_THAN_SIZE)) {
            data.say("and more");
        }
    }

    private void list(Peer data) throws IOException {
        if (data.suffers(FtpFault.LISTING_LINE_ENDLESS)) {
            data.sayForEver("type=file;x=");
        }
        if (data.suffers(FtpFault.LISTING_LEADS_ELSEWHERE)) {
            data.say("type=file;size=1; ../../etc/passwd", "type=file;size=1; /etc/shadow");
        } else if (data.suffers(FtpFault.LISTING_GARBLED)) {
            data.say("type=file;size=-99999999999999999999;modify=99999999999999; x");
        } else {
            data.say("type=cdir; .", "type=file;size=" + file.length + ";modify=20260101000000; hello.txt");
        }
        if (data.suffers(FtpFault.LISTING_CUT)) {
            data.cut();
        }
    }

    private static Optional<String> forged(Peer client, String command) {
        Fault fault = client.stage().fault();
        return fault instanceof FtpFault own ? own.replyTo(command) : Optional.empty();
    }

    private static String verb(String line) {
        return line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    }
}
