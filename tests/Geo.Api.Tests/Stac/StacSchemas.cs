using System.Text.Json.Nodes;
using Geo.Testing;
using Json.Schema;

namespace Geo.Api.Tests.Stac;

/// <summary>
/// The JSON schemas of STAC in ../shared/data/standards/stac-schemas, read without a network. Those of v1.1.0 there are of
/// 1.1.0-beta.1, whose one difference for us is the version's own name: it is read as 1.1.0. They refer to geojson.org for a
/// Feature and a Geometry, which stand here as RFC 7946 §3.1 and §3.2 have them.
/// </summary>
internal sealed class StacSchemas
{
    private const string Feature = """
        {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["type","properties","geometry"],
         "properties":{"type":{"const":"Feature"},"id":{"type":["number","string"]},"properties":{"type":["object","null"]},"geometry":{"oneOf":[{"type":"null"},{"$ref":"https://geojson.org/schema/Geometry.json"}]}}}
        """;

    private const string Geometry = """
        {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["type","coordinates"],
         "properties":{"type":{"enum":["Point","MultiPoint","LineString","MultiLineString","Polygon","MultiPolygon"]},"coordinates":{"type":"array","minItems":1}}}
        """;

    private readonly string _version;
    private readonly Dictionary<Uri, string> _texts = [];
    private readonly EvaluationOptions _options = new() { OutputFormat = OutputFormat.List };

    public StacSchemas(string version)
    {
        _version = version;
        Add(new Uri("https://geojson.org/schema/Feature.json"), Feature);
        Add(new Uri("https://geojson.org/schema/Geometry.json"), Geometry);
        string folder = SharedData.Path("standards", "stac-schemas", "v" + version);
        foreach (string file in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            var text = JsonNode.Parse(File.ReadAllText(file).Replace("1.1.0-beta.1", "1.1.0", StringComparison.Ordinal))!.AsObject();
            var address = Address(Path.GetRelativePath(folder, file));
            text["$id"] = address.ToString();
            Add(address, text.ToJsonString());
        }
    }

    /// <summary>What is wrong with a document: the place and the words; empty where it is valid.</summary>
    /// <param name="kind">item, collection or catalog.</param>
    /// <param name="document">The document.</param>
    public IReadOnlyList<string> Errors(string kind, JsonNode document)
    {
        var schema = (JsonSchema)_options.SchemaRegistry.Get(Address($"{kind}-spec/json-schema/{kind}.json"))!;
        var result = schema.Evaluate(document, _options);
        return result.IsValid ? [] : [.. result.Details.Where(d => d.HasErrors).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {d.EvaluationPath}: {e.Value}"))];
    }

    /// <summary>The schemas as files of a folder, for programs of others: address and file of each.</summary>
    public IEnumerable<(string Address, string File)> Written(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (address, text) in _texts)
        {
            string file = Path.Combine(folder, address.AbsolutePath.Trim('/').Replace('/', '_'));
            File.WriteAllText(file, text);
            yield return (address.ToString(), file);
        }
    }

    private void Add(Uri address, string text)
    {
        _texts[address] = text;
        _options.SchemaRegistry.Register(address, JsonSchema.FromText(text));
    }

    private Uri Address(string path) => new($"https://schemas.stacspec.org/v{_version}/{path.Replace('\\', '/')}");
}
