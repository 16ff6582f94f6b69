package org.oarlock.store;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Which rows of the table of goals are wanted: comparisons of columns with values, joined by {@code
 * and}, {@code or}, {@code not} and parentheses. What a user writes never becomes part of a
 * statement: columns are looked up, values are handed over beside it.
 *
 * <pre>
 * expression: term ("or" term)*
 * term:       factor ("and" factor)*
 * factor:     "not" factor | "(" expression ")" | column operator value
 * operator:   = != &lt; &lt;= &gt; &gt;= ~      (~: contains, whatever the case)
 * value:      a number, a date, a word, or a text in single or double quotes
 * </pre>
 *
 * <p>A comparison with a value that a row does not have is false, in every column; an empty text is
 * no value. What no row can have is refused: a date that is none, a word that a column does not
 * know.
 */
public final class RowFilter {
  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 50;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<sign>[()]|!=|<=|>=|[=<>~])|'(?<single>[^']*)'|\"(?<double>[^\"]*)\""
              + "|(?<word>[^\\s()=<>~!'\"]+))");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");

  private static final Map<String, String> TEXTS = new TreeMap<>();
  private static final Map<String, String> NUMBERS = new TreeMap<>();

  static {
    List.of("plan", "tool", "label", "patient", "prescription")
        .forEach(name -> TEXTS.put(name, "r." + name));
    TEXTS.put("protocol", "p.id");
    TEXTS.put("version", "p.version");
    TEXTS.put("rule", "p.rule");
    TEXTS.put("settings", "p.settings");
    TEXTS.put("convention", "p.convention");
    TEXTS.put("protocol_key", "r.protocol");
    TEXTS.put("plan_verdict", "r.verdict");
    TEXTS.put("plan_reason", "r.reason");
    List.of("goal", "structure", "matched", "metric", "dose", "word", "unit", "obligation")
        .forEach(name -> TEXTS.put(name, "g." + name));
    TEXTS.put("limit", "g.goal_limit");
    TEXTS.put("verdict", "g.verdict");
    TEXTS.put("reason", "g.reason");
    TEXTS.put("borderline", "g.borderline");
    TEXTS.put("accepted", "g.accepted");
    List.of("value", "lower", "upper", "covered_percent", "priority")
        .forEach(name -> NUMBERS.put(name, "g." + name));
  }

  private static final String DATE = "plan_date";

  /** What is no day, as DICOM writes days, is no value, as in the table. */
  private static final String DATE_IN_SQL =
      "CASE WHEN LENGTH(r.plan_date) = 8 AND RTRIM(r.plan_date, '0123456789') = ''"
          + " AND SUBSTR(r.plan_date, 5, 2) BETWEEN '01' AND '12'"
          + " AND SUBSTR(r.plan_date, 7, 2) BETWEEN '01' AND '31' THEN r.plan_date END";

  private static final List<String> VERDICTS =
      List.of("PASS", "VARIATION", "REVIEW", "NOT_EVALUATED", "FAIL", "NOT_APPLICABLE");

  /** The columns that hold nothing but some words. */
  static final Map<String, List<String>> WORDS =
      Map.of(
          "verdict",
          VERDICTS,
          "plan_verdict",
          Stream.concat(VERDICTS.stream(), Stream.of(StoredResult.ERROR, StoredResult.NO_PROTOCOL))
              .toList(),
          "obligation",
          List.of("REQUIRED", "ADVISORY"));

  /** What a user may take the columns for that hold a text or nothing. */
  private static final Pattern YES_OR_NO = Pattern.compile("(?i)yes|no|true|false|[01]");

  private static final Set<String> TEXT_OR_NOTHING = Set.of("borderline", "accepted");

  /**
   * A column that must equal a text.
   *
   * @param inSql what stands for the column
   */
  record Wanted(String column, String inSql, String text) {}

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();
  private final List<Wanted> wanted = new ArrayList<>();
  private int next;
  private int depth;

  private RowFilter(String text) {
    this.text = text;
  }

  private enum Sort {
    SIGN,
    QUOTED,
    WORD,
    END
  }

  private record Token(Sort sort, String text, int column) {
    boolean is(String keyword) {
      return sort == Sort.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
    }

    boolean isSign(String sign) {
      return sort == Sort.SIGN && text.equals(sign);
    }
  }

  /** All rows. */
  public static RowFilter all() {
    RowFilter filter = new RowFilter("");
    filter.sql.append("1 = 1");
    return filter;
  }

  /**
   * Reads an expression.
   *
   * @throws StoreException if it cannot be understood; the problem says where and what was expected
   */
  public static RowFilter parse(String text) {
    RowFilter filter = new RowFilter(text);
    if (text.length() > LONGEST) {
      throw filter.problem(1, "it has more than " + LONGEST + " characters", "Shorten it");
    }
    filter.scan();
    filter.expression();
    Token rest = filter.peek();
    if (rest.sort() != Sort.END) {
      throw filter.expected(rest, "'and', 'or' or the end");
    }
    return filter;
  }

  /** The condition on the tables r (result), g (goal) and p (protocol), with question marks. */
  String sql() {
    return sql.toString();
  }

  /** What the question marks stand for. */
  List<Object> values() {
    return values;
  }

  /** The comparisons with {@code =} of columns that may hold any text. */
  List<Wanted> wanted() {
    return wanted;
  }

  private void scan() {
    Matcher matcher = TOKEN.matcher(text);
    int position = 0;
    while (!text.substring(position).isBlank()) {
      matcher.region(position, text.length());
      if (!matcher.lookingAt()) {
        int at = position + text.substring(position).indexOf(text.substring(position).strip());
        throw problem(
            at + 1,
            "'%s' is not understood".formatted(VisibleText.of(text.substring(at), 20)),
            "Close every quote, and quote texts that hold signs");
      }
      tokens.add(token(matcher));
      position = matcher.end();
    }
  }

  private static Token token(Matcher matcher) {
    for (String group : List.of("sign", "single", "double", "word")) {
      String found = matcher.group(group);
      if (found != null) {
        Sort sort =
            switch (group) {
              case "sign" -> Sort.SIGN;
              case "word" -> Sort.WORD;
              default -> Sort.QUOTED;
            };
        return new Token(sort, found, matcher.start(group) + 1);
      }
    }
    throw new IllegalStateException("no group matched");
  }

  private Token peek() {
    return next < tokens.size() ? tokens.get(next) : new Token(Sort.END, "", text.length() + 1);
  }

  private Token take() {
    Token token = peek();
    next++;
    return token;
  }

  private void expression() {
    term();
    while (peek().is("or")) {
      take();
      sql.append(" OR ");
      term();
    }
  }

  private void term() {
    factor();
    while (peek().is("and")) {
      take();
      sql.append(" AND ");
      factor();
    }
  }

  private void factor() {
    Token first = take();
    if (++depth > DEEPEST) {
      throw problem(first.column(), "nested deeper than " + DEEPEST + " levels", "Simplify it");
    }
    if (first.is("not")) {
      sql.append("NOT ");
      factor();
    } else if (first.isSign("(")) {
      sql.append('(');
      expression();
      Token end = take();
      if (!end.isSign(")")) {
        throw expected(end, "')'");
      }
      sql.append(')');
    } else {
      comparison(first);
    }
    depth--;
  }

  private void comparison(Token column) {
    String name = column.sort() == Sort.WORD ? column.text() : "";
    if (!columns().contains(name)) {
      throw expected(column, "a column: " + String.join(", ", columns()));
    }
    Token operator = take();
    if (operator.sort() != Sort.SIGN || "()".contains(operator.text())) {
      throw expected(operator, "one of = != < <= > >= ~");
    }
    Token value = take();
    if (value.sort() == Sort.SIGN || value.sort() == Sort.END) {
      throw expected(value, "a value");
    }
    String number = NUMBERS.get(name);
    if (number != null) {
      compareNumber(number, operator, value);
    } else if (name.equals(DATE)) {
      compareDate(operator, value);
    } else {
      compareText(name, operator, value);
    }
  }

  private void compareDate(Token operator, Token value) {
    if (operator.text().equals("~")) {
      throw expected(operator, "one of = != < <= > >= for a date");
    }
    condition(
        "%s %s ?".formatted(DATE_IN_SQL, inSql(operator)),
        date(value).format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  private LocalDate date(Token value) {
    for (DateTimeFormatter format :
        List.of(DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.BASIC_ISO_DATE)) {
      try {
        LocalDate date = LocalDate.parse(value.text(), format);
        if (date.getYear() >= 0 && date.getYear() <= 9999) {
          return date;
        }
      } catch (DateTimeException e) {
        // written in the other way, or no date
      }
    }
    throw expected(value, "a date", "Write year, month and day: plan_date >= 2026-01-05");
  }

  private void compareNumber(String target, Token operator, Token value) {
    if (operator.text().equals("~")) {
      throw expected(operator, "one of = != < <= > >= for a number");
    }
    if (!NUMBER.matcher(value.text()).matches()) {
      throw expected(value, "a number");
    }
    condition("%s %s ?".formatted(target, inSql(operator)), Double.valueOf(value.text()));
  }

  private void compareText(String column, Token operator, Token value) {
    requirePossible(column, operator, value);
    // an empty text is no value
    String target = "NULLIF(%s, '')".formatted(TEXTS.get(column));
    if (operator.text().equals("~")) {
      String pattern = value.text().replaceAll("[!%_]", "!$0");
      condition("LOWER(%s) LIKE LOWER(?) ESCAPE '!'".formatted(target), "%" + pattern + "%");
    } else {
      condition("%s %s ?".formatted(target, inSql(operator)), value.text());
      if (operator.text().equals("=") && !WORDS.containsKey(column)) {
        wanted.add(new Wanted(column, target, value.text()));
      }
    }
  }

  /** Refuses what no row can have, which would be answered with no row, or with all. */
  private void requirePossible(String column, Token operator, Token value) {
    boolean contains = operator.text().equals("~");
    String text = value.text();
    List<String> words = WORDS.get(column);
    if (text.isEmpty() && !contains && !operator.text().equals("!=")) {
      throw expected(
          value, "a value", "Write \"not %s != ''\" for rows that have none".formatted(column));
    }
    if (words != null
        && !text.isEmpty()
        && words.stream()
            .noneMatch(
                word ->
                    contains ? word.contains(text.toUpperCase(Locale.ROOT)) : word.equals(text))) {
      throw expected(
          value,
          "one of " + String.join(", ", words),
          "Name one of them%s"
              .formatted(
                  column.equals("verdict")
                      ? "; what a plan came to, ERROR as well, is plan_verdict"
                      : ""));
    }
    if (TEXT_OR_NOTHING.contains(column) && !contains && YES_OR_NO.matcher(text).matches()) {
      throw expected(
          value,
          "a text",
          "Write \"%1$s != ''\" for rows that have one, \"not %1$s != ''\" for those that have none"
              .formatted(column));
    }
  }

  /** A comparison with what is not there would be neither true nor false. */
  private void condition(String comparison, Object value) {
    sql.append("COALESCE(").append(comparison).append(", FALSE)");
    values.add(value);
  }

  private static String inSql(Token operator) {
    return operator.text().equals("!=") ? "<>" : operator.text();
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(TEXTS.keySet());
    columns.addAll(NUMBERS.keySet());
    columns.add(DATE);
    columns.sort(null);
    return columns;
  }

  private StoreException expected(Token found, String expected) {
    return expected(found, expected, "Write it like: verdict = FAIL and value > 30");
  }

  private StoreException expected(Token found, String expected, String hint) {
    String what =
        found.sort() == Sort.END ? "it ends" : "'" + VisibleText.of(found.text(), 40) + "'";
    return problem(found.column(), "%s where %s is expected".formatted(what, expected), hint);
  }

  private StoreException problem(int column, String message, String hint) {
    return new StoreException(
        Problem.error(
            "where-syntax", new SourceLocation("--where", 1, column, null), message, hint));
  }
}
