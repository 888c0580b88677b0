// A server of records in Java 17 with nothing else: what a page of forms stores, by id, every revision of it.
//
//     javac -d classes Digest.java Records.java && java -cp classes Records 8080

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

public final class Records {
  private static final int LONGEST = 16 << 20;

  /** What is not stored, and why, for a person to read. */
  private static final class Refused extends Exception {
    private final int status;

    private Refused(int status, String title) {
      super(title);
      this.status = status;
    }
  }

  private final Map<String, List<Map<String, Object>>> revisions = new ConcurrentHashMap<>();

  /** The new revision. Looking at the latest and storing the next are one step. */
  private synchronized int store(String id, Map<String, Object> sent) throws Refused {
    List<Map<String, Object>> stored = revisions.computeIfAbsent(id, none -> new ArrayList<>());
    Map<String, Object> latest = stored.isEmpty() ? null : stored.get(stored.size() - 1);
    if (!id.equals(sent.get("id"))) throw new Refused(422, "This form does not belong here.");
    if (latest != null && !Objects.equals(person(sent), person(latest))) throw new Refused(422, "This form is about another person.");
    double before = latest == null ? 0 : (Double) latest.get("revision");
    double began = sent.get("revision") instanceof Double revision ? revision : 0;
    if (began != before) throw new Refused(409, "Someone else has saved this form.");
    if ("complete".equals(sent.get("status")) && isChanged(sent)) throw new Refused(422, "This form was changed after it was signed.");
    Map<String, Object> next = new TreeMap<>(sent);
    next.put("revision", before + 1);
    stored.add(next);
    return stored.size();
  }

  private static Object person(Map<String, Object> document) {
    return document.get("subject") instanceof Map<?, ?> subject ? subject.get("ref") : null;
  }

  @SuppressWarnings("unchecked")
  private static boolean isChanged(Map<String, Object> document) {
    if (!(document.get("signatures") instanceof List<?> signatures)) return false;
    return signatures.stream().anyMatch(one -> one instanceof Map<?, ?> signature && Digest.standing(document, (Map<String, Object>) signature).equals("changed"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> body(HttpExchange exchange) throws IOException, Refused {
    byte[] sent = exchange.getRequestBody().readNBytes(LONGEST + 1);
    if (sent.length > LONGEST) throw new Refused(413, "This form is too long to store.");
    try {
      return (Map<String, Object>) Digest.read(new String(sent, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | ClassCastException | StackOverflowError error) {
      throw new Refused(400, "This is no form.");
    }
  }

  /** Who may see this person is for the server to know: here nobody is asked. */
  private void answer(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring("/records/".length());
    try {
      if (exchange.getRequestMethod().equals("PUT")) {
        say(exchange, 200, Map.of("revision", (double) store(id, body(exchange))));
      } else {
        List<Map<String, Object>> stored = revisions.getOrDefault(id, List.of());
        if (stored.isEmpty()) throw new Refused(404, "There is no such form.");
        say(exchange, 200, stored.get(stored.size() - 1));
      }
    } catch (Refused refused) {
      say(exchange, refused.status, new TreeMap<>(Map.of("status", (double) refused.status, "title", refused.getMessage())));
    }
  }

  private static void say(HttpExchange exchange, int status, Object value) throws IOException {
    byte[] said = Digest.canonical(value, new StringBuilder()).toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", status < 300 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  public static void main(String... port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port[0])), 0);
    server.createContext("/records/", new Records()::answer);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}
