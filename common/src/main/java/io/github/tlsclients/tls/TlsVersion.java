package io.github.tlsclients.tls;

/** The protocol versions that may be used. Older ones are not to be had (RFC 8996). */
public enum TlsVersion {
    /** RFC 5246. */
    TLS_1_2("1.2", "TLSv1.2"),
    /** RFC 8446. */
    TLS_1_3("1.3", "TLSv1.3");

    private final String number;
    private final String jsseName;

    TlsVersion(String number, String jsseName) {
        this.number = number;
        this.jsseName = jsseName;
    }

    /** {@return the name that JSSE uses, such as {@code TLSv1.3}} */
    public String jsseName() {
        return jsseName;
    }

    /**
     * The version with this number.
     *
     * @param number {@code 1.2} or {@code 1.3}
     * @return the version
     * @throws TlsConfigException if there is no such version, or none that is safe to use
     */
    public static TlsVersion of(String number) {
        for (TlsVersion version : values()) {
            if (version.number.equals(number)) {
                return version;
            }
        }
        throw new TlsConfigException("TLS version \"" + number + "\" is not supported", "use 1.2 or 1.3");
    }

    @Override
    public String toString() {
        return jsseName;
    }
}
