package io.sonde.web.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes a response from a worker thread, in pieces, no faster than the client reads: a document of
 * any size takes the memory of a few pieces. Fails when the client is gone, or reads nothing for a
 * minute.
 */
public final class ResponseWriter {
  private static final int PIECE_BYTES = 32 * 1024;
  private static final int PATIENCE_SECONDS = 60;

  private ResponseWriter() {}

  /** A writer of this response's body, in UTF-8. Closing it ends the response. */
  public static Writer of(HttpServerResponse response) {
    return new OutputStreamWriter(bytes(response), StandardCharsets.UTF_8);
  }

  /** A stream of this response's body. Closing it ends the response. */
  public static OutputStream bytes(HttpServerResponse response) {
    response.setChunked(true);
    return new Pieces(response);
  }

  private static final class Pieces extends OutputStream {
    private final HttpServerResponse response;
    private Buffer piece = Buffer.buffer(PIECE_BYTES);

    Pieces(HttpServerResponse response) {
      this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      piece.appendBytes(bytes, offset, length);
      if (piece.length() >= PIECE_BYTES) {
        await(response.write(piece));
        piece = Buffer.buffer(PIECE_BYTES);
      }
    }

    @Override
    public void close() throws IOException {
      await(response.end(piece));
    }

    private static void await(Future<Void> written) throws IOException {
      try {
        written.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while writing a response", e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("the client of a response is gone", e);
      }
    }
  }
}
