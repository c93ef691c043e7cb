module app {
    requires io.github.tlsclients.common;
    requires jakarta.mail;
    requires java.net.http;
    requires okhttp3;
    requires org.slf4j; // which an automatic module, such as common's, cannot ask for itself
}
