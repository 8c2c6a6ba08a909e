using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Jobs.Jobs.Described;

namespace Geo.Api.Processes;

/// <summary>An execute request (OGC 18-062r2, 7.11) turned into the parameters of a run.</summary>
internal static class ExecuteRequest
{
    /// <summary>A body, for messages.</summary>
    public const string Example = "{\"inputs\":{\"scenes\":[\"…\"]}}";

    /// <summary>Member of a run's parameters that keeps how its results were asked for; jobs pass over it.</summary>
    public const string ResponseMember = "response";

    /// <summary>Results as one document with every output by its name.</summary>
    public const string AsDocument = "document";

    private static readonly string[] Members = ["inputs", "outputs", ResponseMember, "mode"];

    /// <summary>The run's parameters.</summary>
    /// <exception cref="InputException">Names the member, or the input: inputs.scenes.</exception>
    public static async Task<JsonObject> Parameters(JobDescription job, JsonElement body, HttpContext http, CancellationToken cancel)
    {
        foreach (var member in body.EnumerateObject().Where(m => !Members.Contains(m.Name)))
        {
            throw Wrong(member.Name, "an execute request has no such member here", $"use {string.Join(", ", Members)}; there are no callbacks");
        }

        var parameters = await Inputs(job, body, http, cancel);
        Outputs(body);
        if (Choice(body, ResponseMember, "raw", AsDocument) == AsDocument)
        {
            parameters[ResponseMember] = AsDocument;
        }

        // Clients of the drafts before 1.0 send it; every process runs in the background whatever it says.
        Choice(body, "mode", "auto", "async", "sync");
        return parameters;
    }

    private static async Task<JsonObject> Inputs(JobDescription job, JsonElement body, HttpContext http, CancellationToken cancel)
    {
        var parameters = new JsonObject();
        if (body.TryGetProperty("inputs", out var inputs))
        {
            if (inputs.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("inputs", "they are no JSON object", $"send {Example}");
            }

            foreach (var given in inputs.EnumerateObject())
            {
                string name = $"inputs.{given.Name}";
                var input = job.Inputs.FirstOrDefault(i => i.Name == given.Name)
                    ?? throw Wrong(name, $"the process {job.Kind} has no such input", job.Inputs.Count == 0 ? "it takes none" : $"use {string.Join(", ", job.Inputs.Select(i => i.Name))}");
                if (given.Value.ValueKind != JsonValueKind.Null)
                {
                    parameters[given.Name] = await Value(input, given.Value, name, http, cancel);
                }
            }
        }

        return job.Inputs.FirstOrDefault(i => i.Required && !parameters.ContainsKey(i.Name)) is { } missing
            ? throw Wrong($"inputs.{missing.Name}", "it is missing", $"give it: {missing.Title.En}")
            : parameters;
    }

    private static async Task<JsonNode?> Value(JobInput input, JsonElement given, string name, HttpContext http, CancellationToken cancel)
    {
        if (!input.IsList)
        {
            var value = await InputValue.Of(given, name, http, cancel);
            InputSchema.Check(value, input.Schema, name);
            return Node(value);
        }

        // One value, or several in an array (7.11.2.3); a link may lead to an array too.
        var outer = await InputValue.Of(given, name, http, cancel);
        var list = new JsonArray();
        foreach (var (one, index) in (outer.ValueKind == JsonValueKind.Array ? [.. outer.EnumerateArray()] : new[] { outer }).Select((one, index) => (one, index)))
        {
            var value = await InputValue.Of(one, $"{name}[{index}]", http, cancel);
            InputSchema.Check(value, input.Schema, $"{name}[{index}]");
            list.Add(Node(value));
        }

        return list.Count == 0 && input.Required ? throw Wrong(name, "it is empty", "give at least one") : list;
    }

    // Every process has one output, by value, as JSON.
    private static void Outputs(JsonElement body)
    {
        if (!body.TryGetProperty("outputs", out var outputs))
        {
            return;
        }

        if (outputs.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("outputs", "they are no JSON object", "leave them out, or ask for {\"result\":{}}");
        }

        foreach (var output in outputs.EnumerateObject())
        {
            string name = $"outputs.{output.Name}";
            if (output.Name != ProcessPages.Output)
            {
                throw Wrong(name, "there is no such output", $"ask for {ProcessPages.Output}");
            }

            if (output.Value.ValueKind != JsonValueKind.Object)
            {
                throw Wrong(name, "it is no JSON object", "ask for {\"result\":{}}");
            }

            if (output.Value.TryGetProperty("transmissionMode", out var mode) && (mode.ValueKind != JsonValueKind.String || mode.GetString() != "value"))
            {
                throw Wrong($"{name}.transmissionMode", "results are sent by value", "use value");
            }

            if (output.Value.TryGetProperty("format", out var format)
                && (format.ValueKind != JsonValueKind.Object || !format.TryGetProperty("mediaType", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != Media.Json))
            {
                throw Wrong($"{name}.format", "results are JSON", $"use {{\"mediaType\":\"{Media.Json}\"}}");
            }
        }
    }

    private static string? Choice(JsonElement body, string member, params string[] allowed) =>
        !body.TryGetProperty(member, out var value) ? null
            : value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString()) ? value.GetString()
            : throw Wrong(member, "it is none of the allowed values", $"use {string.Join(" or ", allowed)}");

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());

    private static InputException Wrong(string field, string problem, string mend) => new("request", field, problem, mend);
}
