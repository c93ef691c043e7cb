package io.github.tlsclients.lab;

/** The classes of attacks that the lab plays: what the attacker is after. */
public enum Attack {
    /** To make a client go on in clear, as if the server had no TLS. */
    STRIPPING("takes the offer of TLS away, so that the client goes on in clear"),
    /** To put words into the clear part that the client takes for ones from inside TLS. */
    INJECTION("says something in clear that is to be believed inside TLS"),
    /** To make a client act on what nobody vouches for. */
    SPOOFING("tells lies that no honest server would tell, and hopes to be believed"),
    /** To get a password, or to have it sent where others see it. */
    CREDENTIAL_THEFT("wants the password, by a weaker login or before TLS"),
    /** To pass for somebody else by a certificate that is not good. */
    IMPERSONATION("shows a certificate that a careless client takes"),
    /** To get by with a version, a suite or a message that was broken long ago. */
    WEAK_TLS("bends the handshake towards what was broken long ago"),
    /** To bring two ends together that speak of different things. */
    WRONG_PORT("speaks TLS where clear text is expected, or the other way round"),
    /** To redirect a client of one protocol to a server of another that the certificate is good for too (ALPACA). */
    CROSS_PROTOCOL("speaks another protocol behind a certificate that is good"),
    /** To get at the second connection of FTP. */
    DATA_CHANNEL("leaves the control connection alone and attacks the data connection"),
    /** To have a part taken for the whole. */
    TRUNCATION("ends a transfer early and lets it look complete"),
    /** To make two ends disagree about where a message ends. */
    FRAMING("makes it doubtful where a message ends"),
    /** To hold a client for ever, or to fill its memory. */
    EXHAUSTION("keeps the client waiting, or reading, without end");

    private final String sentence;

    Attack(String sentence) {
        this.sentence = sentence;
    }

    /** {@return what the attacker does, as the rest of a sentence} */
    public String sentence() {
        return sentence;
    }
}
