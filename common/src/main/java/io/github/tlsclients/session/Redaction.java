package io.github.tlsclients.session;

import io.github.tlsclients.tls.ClearText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session's secrets out of what is told of it. Some servers repeat the line that they refuse, {@code 535 AUTH
 * PLAIN AGFkYQ… refused}, and their words go into messages, logs and terminals: a secret in them is masked, as it is, in
 * quotes, in base64 or hex or percent signs, alone or along with a user's name.
 *
 * <p>Holds copies of the secrets; {@link #wipe} ends them. A server that means to tell a secret can disguise it, and does
 * not need our messages for that.
 */
public final class Redaction {
    private static final String MASK = "***";
    /** Shorter ones are masked as words of their own alone: the gaps in other words would tell them. */
    private static final int SHORT = 4;

    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{4,}+={0,2}");
    private static final Pattern ESCAPED = Pattern.compile("[^\\s\"'<>]*%[^\\s\"'<>]*");
    private static final int DEEPEST = 20;

    private final List<char[]> secrets = new CopyOnWriteArrayList<>();

    /** Knows of no secret yet. */
    public Redaction() {}

    /**
     * Masks a secret from now on.
     *
     * @param secret copied; wipe your own
     */
    public void hide(char[] secret) {
        if (secret.length > 0 && secrets.stream().noneMatch(known -> Arrays.equals(known, secret))) {
            secrets.add(secret.clone());
        }
    }

    /** Overwrites the copies; nothing is masked any more. */
    public void wipe() {
        secrets.forEach(secret -> Arrays.fill(secret, '\0'));
        secrets.clear();
    }

    /**
     * A server's words made fit to be shown. Shorten them afterwards: half of a secret is not known for one.
     *
     * @param text whatever the server sent
     * @return the same without control characters and secrets
     */
    public String words(String text) {
        return ClearText.printable(masked(text));
    }

    /**
     * A failure made fit to be shown, with all that caused it.
     *
     * @param failure whatever went wrong
     * @return the same, if nothing in it tells a secret; a copy that tells none otherwise
     */
    public TlsException of(TlsException failure) {
        if (secrets.isEmpty() || !tells(failure, 0)) {
            return failure;
        }
        TlsException copy = new TlsException(
                failure.failure(),
                masked(String.valueOf(failure.getMessage())),
                masked(failure.hint()),
                failure.chain(),
                retold(failure.getCause(), 0));
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }

    /** {@return how many secrets it knows, and none of them} */
    @Override
    public String toString() {
        return "Redaction[" + secrets.size() + "]";
    }

    private boolean tells(@Nullable Throwable error, int depth) {
        if (error == null || depth > DEEPEST) {
            return false;
        }
        String text = error.toString();
        return !masked(text).equals(text)
                || error instanceof TlsException failure
                        && !masked(failure.hint()).equals(failure.hint())
                || tells(error.getCause(), depth + 1)
                || Arrays.stream(error.getSuppressed()).anyMatch(each -> tells(each, depth + 1));
    }

    private @Nullable Throwable retold(@Nullable Throwable error, int depth) {
        return error == null || depth > DEEPEST
                ? null
                : new Retold(masked(error.toString()), retold(error.getCause(), depth + 1), error.getStackTrace());
    }

    private String masked(String text) {
        String masked = text;
        for (char[] secret : secrets) {
            String known = new String(secret);
            String bytes = latin(known.getBytes(StandardCharsets.UTF_8));
            masked = encoded(ENCODED, masked, token -> tellsEncoded(token, bytes));
            masked = encoded(ESCAPED, masked, token -> unescaped(token).contains(bytes));
            for (String form : forms(known, bytes)) {
                masked = form.length() < SHORT
                        ? masked.replaceAll("(?<![A-Za-z0-9])" + Pattern.quote(form) + "(?![A-Za-z0-9])", MASK)
                        : masked.replace(form, MASK);
            }
        }
        return masked;
    }

    /** As it is; as quoted strings have it (RFC 9051 section 4.3); as bytes that somebody took for other characters. */
    private static Set<String> forms(String secret, String bytes) {
        Set<String> forms = new LinkedHashSet<>();
        for (String form : List.of(secret, bytes)) {
            String quoted = form.replace("\\", "\\\\").replace("\"", "\\\"");
            forms.addAll(List.of(quoted, form, ClearText.printable(quoted), ClearText.printable(form)));
        }
        forms.removeIf(form -> form.chars().allMatch(c -> c == '?'));
        return forms;
    }

    private static String encoded(Pattern token, String text, Predicate<String> telling) {
        Matcher matcher = token.matcher(text);
        StringBuilder masked = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(
                    masked, Matcher.quoteReplacement(telling.test(matcher.group()) ? MASK : matcher.group()));
        }
        return matcher.appendTail(masked).toString();
    }

    /** Whether it is base64 of anything that has the secret in it, or hex; wherever it begins. */
    private static boolean tellsEncoded(String token, String bytes) {
        String digits = token.replace("=", "").replace('-', '+').replace('_', '/');
        for (int start = 0; start < 4 && start < digits.length(); start++) {
            String part = digits.substring(start);
            int useless = part.length() % 4 == 1 ? 1 : 0;
            String decoded = latin(Base64.getDecoder().decode(part.substring(0, part.length() - useless)));
            if (decoded.contains(bytes)) {
                return true;
            }
        }
        return token.toLowerCase(Locale.ROOT)
                .contains(HexFormat.of().formatHex(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** RFC 3986 section 2.1. */
    private static String unescaped(String token) {
        try {
            return URLDecoder.decode(token, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return token; // a percent sign that escapes nothing
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Another exception's class and message, masked. */
    private static final class Retold extends Exception {
        private static final long serialVersionUID = 1L;

        Retold(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
            super(text, cause);
            setStackTrace(trace);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
