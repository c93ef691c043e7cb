package io.github.tlsclients.doctor;

/** How bad a finding is. */
public enum Severity {
    /** It is as it should be. */
    OK,
    /** Good to know; nobody has to do anything. */
    NOTE,
    /** It works, and should be seen to. */
    WARNING,
    /** Clients fail by it, or should. */
    ERROR
}
