package org.cdirpc.sample.shop.page;

/** HTML under construction: markup goes in as it is, every value is escaped. */
final class Html {

    private final StringBuilder text = new StringBuilder(4096);

    /** Appends markup in which each {@code {}} stands for the next value, escaped; fit for text and quoted attributes. */
    Html add(String markup, Object... values) {
        int from = 0;
        for (Object value : values) {
            int at = markup.indexOf("{}", from);
            if (at < 0) {
                throw new IllegalArgumentException(
                        values.length + " values (expected: one for each {} in " + markup + ")");
            }
            text.append(markup, from, at);
            escape(String.valueOf(value));
            from = at + 2;
        }
        text.append(markup, from, markup.length()).append('\n');
        return this;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
