package io.github.tlsclients.imap;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * A response as it came, and a look at it before the library takes it apart. The library's reader of BODYSTRUCTURE, which
 * nobody asks for here, never ends for some that are malformed.
 */
final class CheckedResponse extends IMAPResponse {
    /** What is asked for, and what servers tell unasked when flags change (RFC 7162 section 3.2.4). */
    private static final Set<String> ITEMS =
            Set.of("UID", "FLAGS", "ENVELOPE", "INTERNALDATE", "RFC822.SIZE", "BODY[", "MODSEQ");

    CheckedResponse(IMAPProtocol protocol) throws IOException, ProtocolException {
        super(protocol);
    }

    /**
     * Makes sure that this is a list of known items and well-formed values (RFC 9051 section 9, msg-att), and leaves the
     * place of reading where it was.
     */
    void requireKnownItems() throws ParsingException {
        int begin = index;
        skipSpaces();
        expect('(');
        do {
            String name = itemName();
            if (!ITEMS.contains(name)) {
                throw new ParsingException("an item that nobody asked for: " + name);
            }
            if (name.endsWith("[")) {
                skipTo(']');
                if (peekByte() == '<') {
                    skipTo('>');
                }
            }
            skipSpaces();
            skipValue();
        } while (!isNextNonSpace(')'));
        index = begin;
    }

    private String itemName() {
        skipSpaces();
        StringBuilder name = new StringBuilder();
        while (index < size && " ()<\"{".indexOf(buffer[index]) < 0 && name.length() < 20) {
            char next = (char) (buffer[index++] & 0xff);
            name.append(next);
            if (next == '[') {
                break;
            }
        }
        return name.toString().toUpperCase(Locale.ROOT);
    }

    /** A string, a literal, an atom, or a list of these as deep as may be; without recursion. */
    private void skipValue() throws ParsingException {
        int depth = 0;
        do {
            skipSpaces();
            switch (peekByte()) {
                case '(' -> {
                    index++;
                    depth++;
                }
                case ')' -> {
                    index++;
                    depth--;
                }
                case '"' -> skipQuoted();
                case '{' -> skipLiteral();
                default -> skipAtom();
            }
        } while (depth > 0);
        if (depth < 0) {
            throw new ParsingException("a value is missing");
        }
    }

    private void skipQuoted() throws ParsingException {
        for (index++; index < size && buffer[index] != '"'; index++) {
            if (buffer[index] == '\\') {
                index++;
            }
        }
        expect('"');
    }

    private void skipLiteral() throws ParsingException {
        index++;
        int count = readNumber();
        expect('}');
        expect('\r');
        expect('\n');
        if (count < 0 || count > size - index) {
            throw new ParsingException("a literal that is not there");
        }
        index += count;
    }

    private void skipAtom() throws ParsingException {
        int begin = index;
        while (index < size && " ()\"{".indexOf(buffer[index]) < 0) {
            index++;
        }
        if (index == begin) {
            throw new ParsingException("the response ends too early");
        }
    }

    private void skipTo(char end) throws ParsingException {
        while (index < size && buffer[index] != end) {
            index++;
        }
        expect(end);
    }

    private void expect(char next) throws ParsingException {
        if (index >= size || buffer[index++] != next) {
            throw new ParsingException("no '" + next + "' where one must be");
        }
    }
}
