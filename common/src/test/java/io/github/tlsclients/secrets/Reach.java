package io.github.tlsclients.secrets;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the objects of ours say of themselves that can be reached from another one. */
final class Reach {
    private static final String OURS = "io.github.tlsclients.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> next = new ArrayDeque<>();
    private final StringBuilder said = new StringBuilder();

    private Reach() {}

    static String strings(Object from) {
        Reach reach = new Reach();
        reach.add(from);
        while (!reach.next.isEmpty()) {
            reach.visit(reach.next.remove());
        }
        return reach.said.toString();
    }

    private void add(@Nullable Object value) {
        if (value != null && seen.add(value)) {
            next.add(value);
        }
    }

    private void visit(Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::add);
        } else if (value instanceof Iterable<?> many
                && !(value instanceof Path) // a path is made of paths
                && !value.getClass().getName().startsWith(OURS)) {
            many.forEach(this::add);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                add(key);
                add(each);
            });
        } else if (value instanceof Object[]) {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i));
            }
        } else if (value.getClass().getName().startsWith(OURS)) {
            said.append(value).append('\n');
            for (Class<?> type = value.getClass();
                    type != null && type.getName().startsWith(OURS);
                    type = type.getSuperclass()) {
                fields(type, value);
            }
        }
    }

    private void fields(Class<?> type, Object value) {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                try {
                    field.setAccessible(true);
                    add(field.get(value));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("it is accessible", e);
                }
            }
        }
    }
}
