package io.github.tlsclients.http;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Refuses answers that say in two ways where they end, or in one that is none (RFC 9112 sections 5 and 6.3). OkHttp takes
 * the last of several lengths, no notice of a length beside chunks, and a body in a coding that it does not know for one
 * that ends with the connection. Whoever stands in between may find the end in another place, and what the one takes for
 * a body is the next answer for the other.
 */
final class StrictFraming implements Interceptor {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        try {
            requireFraming(response.headers(), response.protocol());
        } catch (TlsException e) {
            response.close();
            throw e;
        }
        return response;
    }

    private static void requireFraming(Headers headers, Protocol protocol) throws TlsException {
        boolean http2 = protocol == Protocol.HTTP_2;
        for (int i = 0; i < headers.size(); i++) {
            // a fold, a space before the colon, a CR alone: the library reads them as other fields than the rest of us
            if (!http2 && !NAME.matcher(headers.name(i)).matches()) {
                throw malformed("a header field has no name");
            }
            if (headers.value(i).indexOf('\r') >= 0 || headers.value(i).indexOf('\0') >= 0) {
                throw malformed("a header field has a line end in it");
            }
        }
        List<String> lengths = headers.values("Content-Length");
        if (lengths.size() > 1) {
            throw malformed("it has several lengths");
        }
        if (!lengths.isEmpty() && !LENGTH.matcher(lengths.get(0)).matches()) {
            throw malformed("its Content-Length is no length");
        }
        List<String> codings = headers.values("Transfer-Encoding");
        if (codings.isEmpty()) {
            return;
        }
        if (!lengths.isEmpty()) {
            throw malformed("it has a length, and chunks as well");
        }
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked") || protocol == Protocol.HTTP_1_0) {
            throw malformed("its Transfer-Encoding is none that was asked for");
        }
    }

    private static TlsException malformed(String what) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "nobody can tell where the server's answer ends: " + what,
                "do not trust this answer: its owner must mend the server, or somebody is smuggling another one in");
    }
}
