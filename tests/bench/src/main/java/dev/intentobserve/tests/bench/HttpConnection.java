package dev.intentobserve.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection to loopback, one request at a time. The load comes from the
 * same processors as the service, so a client that costs little is part of a fair measurement.
 */
final class HttpConnection implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Status and body of a response. */
  static final class Answer {
    private final int status;
    private final byte[] body;

    private Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    int size() {
      return body.length;
    }

    /** Fails unless the status is 200. */
    JsonNode json() {
      if (status != 200) {
        throw new CheckFailedException("answered " + status + ": " + text());
      }
      return BenchJson.read(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) TIMEOUT.toMillis());
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
  }

  Answer get(String path) throws IOException {
    out.write(head("GET", path, ""));
    return read();
  }

  Answer post(String path, String type, byte[] body) throws IOException {
    byte[] head =
        head(
            "POST",
            path,
            "content-type: %s\r\ncontent-length: %d\r\n".formatted(type, body.length));
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    out.write(request);
    return read();
  }

  private static byte[] head(String method, String path, String fields) {
    return "%s %s HTTP/1.1\r\nhost: 127.0.0.1\r\n%s\r\n"
        .formatted(method, path, fields)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Answer read() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean chunked = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    return new Answer(status, chunked ? chunks() : exactly(length));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(exactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended within an answer");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
