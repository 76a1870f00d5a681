package dev.intentobserve.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Sends request lines as they are: every HTTP client tidies a path up before it is sent. */
public final class RawHttpClient implements AutoCloseable {
  private static final int LIMIT_MS = 60_000;

  private final int port;
  private Socket socket;
  private InputStream in;

  /** The head of an answer. */
  public record Head(int status, Map<String, String> headers) {}

  public RawHttpClient(int port) throws IOException {
    this.port = port;
    reconnect();
  }

  /** The answer to a request without a body; the connection is kept where the server keeps it. */
  public Head ask(String method, String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: localhost\r\n");
    if (!method.equals("GET") && !method.equals("HEAD")) {
      request.append("Content-Length: 0\r\n");
    }
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    Head head = head();
    String length = head.headers().get("content-length");
    boolean bare = method.equals("HEAD") || head.status() == 304;
    if (head.headers().getOrDefault("connection", "").equals("close") || length == null && !bare) {
      reconnect();
    } else if (!bare) {
      in.skipNBytes(Long.parseLong(length));
    }
    return head;
  }

  private Head head() throws IOException {
    String first = line();
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] pair = line.split(": ?", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
    }
    return new Head(Integer.parseInt(first.split(" ")[1]), headers);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection without an answer");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  private void reconnect() throws IOException {
    if (socket != null) {
      socket.close();
    }
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(LIMIT_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
