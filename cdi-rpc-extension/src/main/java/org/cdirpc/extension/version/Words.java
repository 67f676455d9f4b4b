package org.cdirpc.extension.version;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a descriptor's line: parted by spaces; in quotes where a word has spaces, quotes or control characters in
 * it or is empty, with escapes as in JSON.
 */
final class Words {

    private Words() {}

    static String quoted(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> c == '"' || Character.isWhitespace(c) || isControl(c));
        if (plain) {
            return word;
        }
        StringBuilder text = new StringBuilder(word.length() + 8).append('"');
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (isControl(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    /** A sentence with names in it that others gave, for logs and consoles: without what would begin a line of its own. */
    static String plain(String sentence) {
        StringBuilder text = new StringBuilder(sentence);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c) && !Character.isSurrogate(c)) {
                text.setCharAt(i, '?');
            }
        }
        return text.toString();
    }

    /** What would end a line, or look like nothing: the separators of Unicode are line ends for some editors. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || Character.isSurrogate((char) c)
                || c == '\ufeff'
                || c == '\ufffd';
    }

    /**
     * The words of a line.
     *
     * @throws IllegalArgumentException with what was expected, if it is not one of words
     */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '"') {
                StringBuilder word = new StringBuilder();
                at = unquote(line, at + 1, word);
                words.add(word.toString());
            } else {
                int end = line.indexOf(' ', at);
                words.add(line.substring(at, end < 0 ? line.length() : end));
                at = end < 0 ? line.length() : end;
            }
        }
        return words;
    }

    private static int unquote(String line, int start, StringBuilder word) {
        int at = start;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                if (at < line.length() && line.charAt(at) != ' ') {
                    break;
                }
                return at;
            }
            if (c != '\\') {
                word.append(c);
                continue;
            }
            char escaped = at < line.length() ? line.charAt(at++) : ' ';
            if (escaped == 'u' && at + 4 <= line.length()) {
                word.append(hex(line.substring(at, at + 4)));
                at += 4;
            } else if (escaped == '"' || escaped == '\\') {
                word.append(escaped);
            } else {
                break;
            }
        }
        throw new IllegalArgumentException(
                "a quote that ends before a space, with no escapes but \\\", \\\\ and \\u with four digits");
    }

    private static char hex(String digits) {
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException notHex) {
            throw new IllegalArgumentException("four hexadecimal digits after \\u", notHex);
        }
    }
}
