package io.github.tlsclients.ftp;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.github.tlsclients.architecture.ArchitectureRules;
import io.github.tlsclients.architecture.MainCode;

@AnalyzeClasses(packages = "io.github.tlsclients", importOptions = MainCode.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
}
