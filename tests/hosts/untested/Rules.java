// com.dylibso.chicory:runtime 1, in any server in Java: the text of a request gives the text of its answer.

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.File;
import java.security.SecureRandom;

public final class Rules {
  private final WasmModule module;
  private Instance instance;

  public Rules(File coplanRulesWasm) {
    module = Parser.parse(coplanRulesWasm);
    begin();
  }

  private void begin() {
    instance = Instance.builder(module).build();
    instance.exports().global("seed").setValue(new SecureRandom().nextLong());
  }

  public synchronized String answer(String request) {
    byte[] sent = request.getBytes(UTF_8);
    try {
      instance.memory().write((int) instance.export("reserve").apply(sent.length)[0], sent);
      int at = (int) instance.export("call").apply()[0];
      int length = (int) instance.export("answered").apply()[0];
      return new String(instance.memory().readBytes(at, length), UTF_8);
    } catch (ChicoryException trapped) {
      begin(); // What has trapped is not asked again.
      throw trapped;
    }
  }
}
