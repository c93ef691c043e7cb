/**
 * What it costs, measured; not part of any build.
 *
 * <ul>
 *   <li>{@code mvn -q -pl common test-compile exec:exec@compare}: whole programs beside their peers, by {@link
 *       io.github.tlsclients.bench.Compare}
 *   <li>{@code mvn -q -pl common test-compile exec:exec@bench}: contexts and handshakes, by JMH
 * </ul>
 */
package io.github.tlsclients.bench;
