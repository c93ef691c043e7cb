package io.github.tlsclients.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullName;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;

/** Every "never" of the architecture. */
public final class ArchitectureRules {
    private static final String R = "io.github.tlsclients.";
    private static final String ALL = "io.github.tlsclients..";

    @ArchTest
    static final ArchRule TLS_IMPORTS_NO_OTHER_ROOM_AND_NOTHING_HEAVY = classes()
            .that()
            .resideInAPackage(R + "tls")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(R + "tls", "java..", "javax..", "org.slf4j..", "org.jspecify..", "org.bouncycastle..");

    @ArchTest
    static final ArchRule SESSION_AND_WIRE_IMPORT_TLS_ALONE = classes()
            .that()
            .resideInAnyPackage(R + "session", R + "wire")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    R + "tls", R + "session", R + "wire", "java..", "javax..", "org.slf4j..", "org.jspecify..");

    @ArchTest
    static final ArchRule DOCTOR_IMPORTS_TLS_AND_SESSION_ALONE = classes()
            .that()
            .resideInAPackage(R + "doctor")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(R + "doctor", R + "session", R + "tls", "java..", "javax..", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule MATRIX_KNOWS_SERVERS_AND_SESSIONS_ALONE = classes()
            .that()
            .resideInAPackage(R + "matrix")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    R + "matrix", R + "lab", R + "session", R + "tls", "java..", "javax..", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SASL_IMPORTS_TLS_SESSION_AND_SCRAM_ALONE = classes()
            .that()
            .resideInAPackage(R + "sasl")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(R + "sasl", R + "session", R + "tls", "java..", "com.ongres.scram..", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_MAIL_PROTOCOLS_AND_CLI_TOUCH_SASL = noClasses()
            .that(resideInAnyPackage(R + "tls", R + "session", R + "wire", R + "http..", R + "ftp.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(R + "sasl")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule A_PROTOCOL_IMPORTS_NO_OTHER_PROTOCOL = slices().matching(R + "(http|smtp|imap|ftp)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule A_PROTOCOLS_SESSION_NEEDS_NEITHER_CLI_NOR_LAB = noClasses()
            .that()
            .resideInAnyPackage(R + "http", R + "smtp", R + "imap", R + "ftp")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    R + "cli..", R + "lab..", R + "*.cli..", R + "*.lab..", "picocli..", "com.google.gson..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_CLI_TOUCHES_PICOCLI = noClasses()
            .that(resideInAnyPackage(ALL).and(outside("cli")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule ONLY_CLI_PRINTS = noClasses()
            .that(resideInAnyPackage(ALL).and(outside("cli")))
            .should()
            .accessTargetWhere(target(fullName("java.lang.System.out").or(fullName("java.lang.System.err"))))
            .orShould()
            .callMethodWhere(target(fullNameMatching("java\\.lang\\.Throwable\\.printStackTrace\\(.*")));

    @ArchTest
    static final ArchRule ONLY_LAB_MAKES_CERTIFICATES = noClasses()
            .that(resideInAnyPackage(ALL).and(outside("lab")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bouncycastle.cert..", "org.bouncycastle.operator..");

    @ArchTest
    static final ArchRule ONLY_THE_TEST_EXTENSION_TOUCHES_JUNIT = noClasses()
            .that(resideInAnyPackage(ALL).and(not(fullName(R + "lab.TestPki"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.junit..");

    @ArchTest
    static final ArchRule ONLY_TLS_DECIDES_ABOUT_CERTIFICATES = noClasses()
            .that()
            .resideOutsideOfPackage(R + "tls")
            .and()
            .resideInAPackage(ALL)
            .should()
            .beAssignableTo(X509TrustManager.class)
            .orShould()
            .beAssignableTo(HostnameVerifier.class);

    @ArchTest
    static final ArchRule NO_GLOBAL_STATE = noClasses()
            .that()
            .resideInAPackage(ALL)
            .should()
            .callMethodWhere(target(fullNameMatching("javax\\.net\\.ssl\\.SSLContext\\.setDefault\\(.*"
                    + "|javax\\.net\\.ssl\\.HttpsURLConnection\\.setDefault.*"
                    + "|java\\.security\\.Security\\.(addProvider|insertProviderAt|setProperty)\\(.*"
                    + "|java\\.lang\\.System\\.(setProperty|setProperties|clearProperty)\\(.*")));

    private ArchitectureRules() {}

    /** Neither in common's room of this name nor in a protocol's. */
    private static DescribedPredicate<JavaClass> outside(String room) {
        return not(resideInAnyPackage(R + room, R + "*." + room));
    }
}
