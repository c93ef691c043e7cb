package io.github.tlsclients.architecture;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public and protected part of a package as text: a line for each class, indented lines for its members, by name.
 * Types of the JDK and of the project go by their short names; {@code ?} after a type: may be null.
 */
final class PublicApi {
    private static final Set<String> OF_EVERY_ENUM = Set.of("values", "valueOf");

    private PublicApi() {}

    /** The package of this class, as it was compiled. */
    static List<String> ofPackageOf(Class<?> member) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : classesBeside(member)) {
            if (seen(type)) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.add(heading(type));
                members(type).forEach(line -> lines.add("    " + line));
            }
        }
        return lines;
    }

    private static List<Class<?>> classesBeside(Class<?> member) throws IOException {
        String file = member.getName().substring(member.getPackageName().length() + 1) + ".class";
        try (Stream<Path> files =
                Files.list(Path.of(member.getResource(file).toURI()).getParent())) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> member.getPackageName() + "." + name.substring(0, name.length() - ".class".length()))
                    .<Class<?>>map(name -> load(name, member.getClassLoader()))
                    .sorted(Comparator.comparing(Class::getName))
                    .toList();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean seen(Class<?> type) {
        boolean own = seen(type.getModifiers()) && !type.isAnonymousClass() && !type.isLocalClass();
        return own && (type.getEnclosingClass() == null || seen(type.getEnclosingClass()));
    }

    private static boolean seen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String heading(Class<?> type) {
        String kind = type.isEnum()
                ? "enum "
                : type.isRecord()
                        ? "record "
                        : type.isInterface()
                                ? "interface "
                                : modifiers(type.getModifiers() & ~Modifier.STATIC) + "class ";
        List<String> above = new ArrayList<>();
        Type parent = seenParent(type);
        if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
            above.add(shortened(parent.getTypeName()));
        }
        Stream.of(type.getGenericInterfaces())
                .map(t -> shortened(t.getTypeName()))
                .forEach(above::add);
        return (type.isSealed() && !type.isEnum() ? "sealed " : "")
                + kind
                + shortened(type.getName())
                + variables(type)
                + (type.isRecord() ? components(type) : "")
                + (above.isEmpty() ? "" : " : " + String.join(", ", above));
    }

    private static @Nullable Type seenParent(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return parent == null || seen(parent) ? type.getGenericSuperclass() : seenParent(parent);
    }

    private static String components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> text(component.getAnnotatedType()) + " " + component.getName())
                .collect(joining(", ", "(", ")"));
    }

    private static List<String> members(Class<?> type) {
        List<String> constants = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                constants.add(field.getName());
            } else if (seen(field.getModifiers()) && !field.isSynthetic()) {
                fields.add(modifiers(field.getModifiers()) + text(field.getAnnotatedType()) + " " + field.getName());
            }
        }
        List<String> constructors = Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> seen(constructor.getModifiers()) && !ofComponents(type, constructor))
                .map(PublicApi::constructor)
                .toList();
        List<String> methods = methods(type)
                .filter(method -> !implied(type, method))
                .sorted(Comparator.comparing(Method::getName).thenComparing(PublicApi::method))
                .map(PublicApi::method)
                .toList();
        return Stream.of(
                        constants.stream(),
                        fields.stream().sorted(),
                        constructors.stream().sorted(),
                        methods.stream())
                .flatMap(lines -> lines)
                .distinct()
                .toList();
    }

    /** With those that a public class has from one that is not: they are part of it. */
    private static Stream<Method> methods(Class<?> type) {
        Stream<Method> own = Stream.of(type.getDeclaredMethods())
                .filter(method -> seen(method.getModifiers()) && !method.isSynthetic() && !method.isBridge());
        Class<?> parent = type.getSuperclass();
        return parent == null || seen(parent) ? own : Stream.concat(own, methods(parent));
    }

    /** What follows from the heading: an enum's and a record's methods, and what a public superclass has already. */
    private static boolean implied(Class<?> type, Method method) {
        if (type.isEnum() && OF_EVERY_ENUM.contains(method.getName())) {
            return true;
        }
        if (type.isRecord() && method.getParameterCount() == 0 && isComponent(type, method.getName())) {
            return true;
        }
        for (Class<?> above = type.getSuperclass(); above != null; above = above.getSuperclass()) {
            if (seen(above) && declares(above, method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ofComponents(Class<?> type, Constructor<?> constructor) {
        return type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toList()
                        .equals(List.of(constructor.getParameterTypes()));
    }

    private static boolean isComponent(Class<?> type, String name) {
        return Stream.of(type.getRecordComponents())
                .anyMatch(component -> component.getName().equals(name));
    }

    private static boolean declares(Class<?> type, Method method) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
    }

    private static String constructor(Constructor<?> constructor) {
        return modifiers(constructor.getModifiers()) + "new" + parameters(constructor);
    }

    private static String method(Method method) {
        boolean ofInterface = method.getDeclaringClass().isInterface();
        return (method.isDefault() ? "default " : "")
                + modifiers(ofInterface ? method.getModifiers() & ~Modifier.ABSTRACT : method.getModifiers())
                + (method.getTypeParameters().length == 0 ? "" : variables(method) + " ")
                + text(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + parameters(method);
    }

    private static String parameters(Executable executable) {
        AnnotatedType[] types = executable.getAnnotatedParameterTypes();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            boolean variable = executable.isVarArgs() && i == types.length - 1;
            written.add(
                    variable
                            ? text(((AnnotatedArrayType) types[i]).getAnnotatedGenericComponentType()) + "..."
                            : text(types[i]));
        }
        String thrown = Stream.of(executable.getExceptionTypes())
                .map(type -> shortened(type.getName()))
                .sorted()
                .collect(joining(", "));
        return "(" + String.join(", ", written) + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String variables(GenericDeclaration generic) {
        TypeVariable<?>[] variables = generic.getTypeParameters();
        return variables.length == 0
                ? ""
                : Stream.of(variables)
                        .map(variable -> variable.getName()
                                + (variable.getBounds()[0] == Object.class
                                        ? ""
                                        : " extends " + shortened(variable.getBounds()[0].getTypeName())))
                        .collect(joining(", ", "<", ">"));
    }

    private static String text(AnnotatedType type) {
        return plain(type) + (type.isAnnotationPresent(Nullable.class) ? "?" : "");
    }

    private static String plain(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            String raw = ((ParameterizedType) generic.getType()).getRawType().getTypeName();
            return Stream.of(generic.getAnnotatedActualTypeArguments())
                    .map(PublicApi::text)
                    .collect(joining(", ", shortened(raw) + "<", ">"));
        }
        if (type instanceof AnnotatedArrayType array) {
            return text(array.getAnnotatedGenericComponentType()) + "[]";
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return shortened(wildcard.getType().getTypeName());
        }
        return shortened(type.getType().getTypeName());
    }

    private static String shortened(String name) {
        return name.replaceAll("\\b(javax?|io\\.github\\.tlsclients)\\.([a-z0-9]+\\.)*", "")
                .replace('$', '.');
    }

    private static String modifiers(int modifiers) {
        int shown = modifiers & (Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL);
        return shown == 0 ? "" : Modifier.toString(shown) + " ";
    }
}
