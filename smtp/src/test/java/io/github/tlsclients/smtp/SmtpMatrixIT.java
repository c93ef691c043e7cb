package io.github.tlsclients.smtp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.MatrixContract;
import io.github.tlsclients.smtp.cli.SmtpModule;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpMatrixIT extends MatrixContract {
    @Override
    protected ProtocolModule module() {
        return new SmtpModule();
    }
}
