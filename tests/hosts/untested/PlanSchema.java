// com.networknt:json-schema-validator 1.5, in any server in Java.

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;

public final class PlanSchema {
  private final JsonSchema schema;

  public PlanSchema(java.io.InputStream relapsePlanJson) {
    SchemaValidatorsConfig strict = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(relapsePlanJson, strict);
  }

  /** Where a document does not fit. Its own sentences may hold what was typed: they are not for a log. */
  public List<String> wrong(JsonNode document) {
    return schema.validate(document).stream().map(one -> one.getInstanceLocation() + " " + one.getType()).toList();
  }
}
