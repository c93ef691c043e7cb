/** What the configuration costs, by JMH; not part of any build. {@code mvn -q -pl common test-compile exec:exec@bench} */
package io.github.tlsclients.bench;
