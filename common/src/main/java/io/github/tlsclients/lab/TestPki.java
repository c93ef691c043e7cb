package io.github.tlsclients.lab;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A throwaway PKI for the tests of an app, as an extension of JUnit 5. One root for each extension, made at first use;
 * what was started is stopped with the last test of the class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestPki pki = TestPki.create();
 * }</pre>
 *
 * <p>Or {@code @ExtendWith(TestPki.class)} on the class, and a parameter of this type on a test. The app brings JUnit;
 * this library does not.
 */
public final class TestPki extends LabPki implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private TestPki() {
        this(CertificateSpec.authority(), 0);
    }

    private TestPki(CertificateSpec authority, int intermediates) {
        super(authority, intermediates);
    }

    /**
     * A root that issues itself.
     *
     * @return the extension
     */
    public static TestPki create() {
        return new TestPki();
    }

    /**
     * A root with intermediates, the last of which issues.
     *
     * @param authority what the root is to be like, and apart from the name the intermediates
     * @param intermediates how many
     * @return the extension
     */
    public static TestPki create(CertificateSpec authority, int intermediates) {
        return new TestPki(authority, intermediates);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        closeWith(context);
    }

    /** Where the extension is a field of the test's instance, nobody called {@link #beforeAll}. */
    @Override
    public void beforeEach(ExtensionContext context) {
        closeWith(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(TestPki.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return this;
    }

    /** JUnit closes what stands in a context's store; an inner context finds what an outer one holds. */
    private void closeWith(ExtensionContext context) {
        context.getStore(Namespace.create(TestPki.class)).getOrComputeIfAbsent(this, pki -> pki);
    }
}
