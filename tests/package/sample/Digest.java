// Whether what was signed is still what stands there, in Java 17 with nothing else.
//
//     java Digest.java < documents.ndjson

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

public final class Digest {
  private static final Set<String> COVERED = Set.of("form", "version", "id", "subject", "answers", "asked");

  /** {@code matches}, {@code matches_answers}, {@code changed} or {@code no_digest}. */
  public static String standing(Map<String, Object> document, Map<String, Object> signature) {
    if (!(signature.get("digest") instanceof String said) || said.isEmpty()) return "no_digest";
    Map<String, Object> covered = new TreeMap<>(document);
    covered.keySet().retainAll(COVERED);
    if (said.startsWith("sha-256:2:")) {
      Map<String, Object> itself = new TreeMap<>(signature);
      itself.remove("digest");
      itself.values().removeIf(value -> value == null || value.equals(""));
      return said.equals("sha-256:2:" + sha256(List.of(covered, itself))) ? "matches" : "changed";
    }
    // Version 0.1 made it of the answers and the person alone.
    covered.remove("id");
    return said.equals("sha-256:" + sha256(covered)) ? "matches_answers" : "changed";
  }

  private static String sha256(Object value) {
    try {
      byte[] canonical = canonical(value, new StringBuilder()).toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (GeneralSecurityException error) {
      throw new IllegalStateException(error);
    }
  }

  // RFC 8785. A TreeMap of strings has the order that it asks for: that of UTF-16 code units.

  static StringBuilder canonical(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      String before = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        quoted((String) entry.getKey(), out.append(before)).append(':');
        canonical(entry.getValue(), out);
        before = ",";
      }
      return out.append(map.isEmpty() ? "{}" : "}");
    }
    if (value instanceof List<?> list) {
      String before = "[";
      for (Object item : list) {
        canonical(item, out.append(before));
        before = ",";
      }
      return out.append(list.isEmpty() ? "[]" : "]");
    }
    if (value instanceof String text) return quoted(text, out);
    return out.append(value instanceof Double number ? number(number) : String.valueOf(value));
  }

  private static StringBuilder quoted(String text, StringBuilder out) {
    out.append('"');
    for (char letter : text.toCharArray()) {
      int plain = "\"\\\b\f\n\r\t".indexOf(letter);
      if (plain >= 0) out.append('\\').append("\"\\bfnrt".charAt(plain));
      else if (letter < ' ') out.append(String.format("\\u%04x", (int) letter));
      else out.append(letter);
    }
    return out.append('"');
  }

  /** As ECMAScript writes it: the fewest digits that are this double and no other. */
  private static String number(double number) {
    if (number == 0) return "0";
    BigDecimal exact = new BigDecimal(Math.abs(number)), shortest = exact;
    for (int digits = 1; digits <= 17; digits += 1) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == Math.abs(number)) break;
    }
    String digits = shortest.stripTrailingZeros().unscaledValue().toString();
    int length = digits.length(), point = length - shortest.stripTrailingZeros().scale();
    String sign = number < 0 ? "-" : "";
    if (length <= point && point <= 21) return sign + digits + "0".repeat(point - length);
    if (0 < point && point <= 21) return sign + digits.substring(0, point) + "." + digits.substring(point);
    if (-6 < point && point <= 0) return sign + "0." + "0".repeat(-point) + digits;
    String power = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
    return sign + digits.charAt(0) + (length > 1 ? "." + digits.substring(1) : "") + power;
  }

  // JSON, where a server has no reader of its own: maps, lists, texts, doubles, Boolean and null.

  private final String text;
  private int at;

  private Digest(String text) {
    this.text = text;
  }

  public static Object read(String text) {
    Digest reader = new Digest(text);
    Object value = reader.value();
    if (reader.next() != 0) throw reader.wrong();
    return value;
  }

  /** The next letter that is no space; 0 at the end. */
  private char next() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at += 1;
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean takes(String word) {
    next();
    boolean there = text.startsWith(word, at);
    if (there) at += word.length();
    return there;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("This is no JSON from letter " + at);
  }

  private Object value() {
    if (takes("{")) {
      Map<String, Object> map = new TreeMap<>();
      if (takes("}")) return map;
      do {
        if (next() != '"') throw wrong();
        String name = string();
        if (!takes(":")) throw wrong();
        map.put(name, value());
      } while (takes(","));
      if (!takes("}")) throw wrong();
      return map;
    }
    if (takes("[")) {
      List<Object> list = new ArrayList<>();
      if (takes("]")) return list;
      do list.add(value());
      while (takes(","));
      if (!takes("]")) throw wrong();
      return list;
    }
    if (next() == '"') return string();
    if (takes("true")) return true;
    if (takes("false")) return false;
    if (takes("null")) return null;
    int from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) at += 1;
    String number = text.substring(from, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) throw wrong();
    return Double.valueOf(number);
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    for (at += 1; at < text.length(); at += 1) {
      char letter = text.charAt(at);
      if (letter == '"') {
        at += 1;
        return out.toString();
      }
      if (letter < ' ') break;
      if (letter != '\\') {
        out.append(letter);
        continue;
      }
      at += 1;
      int plain = at < text.length() ? "\"\\/bfnrt".indexOf(text.charAt(at)) : -1;
      if (plain >= 0) {
        out.append("\"\\/\b\f\n\r\t".charAt(plain));
      } else {
        if (!text.startsWith("u", at) || at + 5 > text.length()) break;
        out.append((char) HexFormat.fromHexDigits(text, at + 1, at + 5));
        at += 4;
      }
    }
    throw wrong();
  }

  @SuppressWarnings("unchecked")
  public static void main(String... none) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      Map<String, Object> document = (Map<String, Object>) read(line);
      List<Object> said = new ArrayList<>();
      for (Object signature : (List<Object>) document.getOrDefault("signatures", List.of())) {
        said.add(standing(document, (Map<String, Object>) signature));
      }
      System.out.println(canonical(said, new StringBuilder()));
    }
  }
}
