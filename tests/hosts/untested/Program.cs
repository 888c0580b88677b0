// ASP.NET Core 8 with JsonSchema.Net 7 and Microsoft.Data.SqlClient. The table: documents (id, revision, ref, body), its key (id, revision).

using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.Data.SqlClient;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorPages();
var app = builder.Build();
app.UseStaticFiles();
app.MapRazorPages();

var schema = JsonSchema.FromFile("wwwroot/coplan/schema/abuse_question.json");
var strict = new EvaluationOptions { OutputFormat = OutputFormat.Flag, RequireFormatValidation = true };
IResult No(int status, string title) => Results.Problem(title: title, statusCode: status);

// With RequireAuthorization and the trust's own policy for this person.
app.MapPut("/documents/{id}", async (string id, HttpRequest request, IConfiguration settings) =>
{
    JsonObject sent;
    try
    {
        sent = (await JsonNode.ParseAsync(request.Body))?.AsObject() ?? throw new JsonException();
    }
    catch (Exception error) when (error is JsonException or InvalidOperationException)
    {
        return No(400, "This is no form.");
    }
    // Whether it fits, and not what was typed: nothing of it is logged.
    if (!schema.Evaluate(sent, strict).IsValid) return No(422, "Some answers are missing or need to be checked.");
    if ((string?)sent["id"] != id) return No(422, "This form does not belong here.");
    var began = (int?)sent["revision"] ?? 0;
    var person = (string?)sent["subject"]?["ref"];
    sent["revision"] = began + 1;

    await using var connection = new SqlConnection(settings.GetConnectionString("Records"));
    await connection.OpenAsync();
    // One statement: what is not next, or about another person, stores no row; of two at once the key refuses one.
    await using var insert = new SqlCommand(
        """
        INSERT INTO documents (id, revision, ref, body)
        SELECT @id, @next, @ref, @body
        WHERE @began = (SELECT COALESCE(MAX(revision), 0) FROM documents WHERE id = @id)
          AND NOT EXISTS (SELECT 1 FROM documents WHERE id = @id AND ref <> @ref)
        """, connection);
    insert.Parameters.AddWithValue("@id", id);
    insert.Parameters.AddWithValue("@began", began);
    insert.Parameters.AddWithValue("@next", began + 1);
    insert.Parameters.AddWithValue("@ref", person ?? "");
    insert.Parameters.AddWithValue("@body", sent.ToJsonString());
    try
    {
        if (await insert.ExecuteNonQueryAsync() == 1) return Results.Json(new { revision = began + 1 });
    }
    catch (SqlException error) when (error.Number is 2601 or 2627)
    {
    }
    return No(409, "Someone else has saved this form.");
});

app.Run();
