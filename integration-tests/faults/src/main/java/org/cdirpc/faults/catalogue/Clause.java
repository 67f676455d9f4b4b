package org.cdirpc.faults.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to become of the calls of one method.
 *
 * @param kind how they end
 * @param method its name, or name and types as in {@code find(long)}; empty for all that have no clause of their own
 * @param constant the word that no argument may hold, for {@link Kind#BY_VALUE}; else empty
 * @param words what the refusal must say
 */
record Clause(Kind kind, String method, String constant, List<String> words) {

    private static final Pattern TOKEN = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** How calls end. */
    enum Kind {
        /** All are answered, and both sides have the same data. */
        WORKS("works"),
        /** None runs; each is refused as a contract's misfit. */
        REFUSED("refused"),
        /** Those whose arguments hold a constant do not run; all others work. */
        BY_VALUE("by-value"),
        /** None runs, as there is no instance of a version that will do. */
        UNSERVED("unserved");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    word + " (expected: works, refused, by-value or unserved, and clauses separated by ;)");
        }
    }

    Clause {
        words = List.copyOf(words);
    }

    /** Reads clauses, such as {@code works; refused cancel "cancel(int64)"}. */
    static List<Clause> parse(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : text.split(";")) {
            clauses.add(parseOne(part.strip()));
        }
        return List.copyOf(clauses);
    }

    private static Clause parseOne(String text) {
        List<String> plain = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(1) == null) {
                plain.add(token.group(2));
            } else {
                words.add(token.group(1));
            }
        }
        Kind kind = Kind.of(plain.isEmpty() ? "nothing" : plain.get(0));
        String second = plain.size() > 1 ? plain.get(1) : "";
        boolean refuses = kind == Kind.REFUSED || kind == Kind.UNSERVED;
        if (plain.size() > 2 || refuses == words.isEmpty() || kind == Kind.BY_VALUE && second.isEmpty()) {
            throw new IllegalArgumentException(
                    text
                            + " (expected: works [method], refused [method] \"words\"..., by-value constant, unserved \"words\"...)");
        }
        return kind == Kind.BY_VALUE ? new Clause(kind, "", second, words) : new Clause(kind, second, "", words);
    }

    /** The clause of a method, given as its name and as name and types. */
    static Clause of(List<Clause> clauses, String name, String signature) {
        return clauses.stream()
                .filter(clause -> clause.method.equals(signature) || clause.method.equals(name))
                .findFirst()
                .or(() -> clauses.stream()
                        .filter(clause -> clause.method.isEmpty())
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no clause says what becomes of " + signature));
    }

    /** Clauses in the table's words. */
    static String inWords(List<Clause> clauses) {
        return String.join("; ", clauses.stream().map(Clause::inWords).toList());
    }

    private String inWords() {
        String which = method.isEmpty() ? "" : "`" + method + "` ";
        return switch (kind) {
            case WORKS -> which + "works";
            case REFUSED -> which + "refused";
            case BY_VALUE -> "works; a call with `" + constant + "` is refused before it runs";
            case UNSERVED -> which + "not served";
        };
    }
}
