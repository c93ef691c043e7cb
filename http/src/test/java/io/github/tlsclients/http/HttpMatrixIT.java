package io.github.tlsclients.http;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.MatrixContract;
import io.github.tlsclients.http.cli.HttpModule;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpMatrixIT extends MatrixContract {
    @Override
    protected ProtocolModule module() {
        return new HttpModule();
    }
}
