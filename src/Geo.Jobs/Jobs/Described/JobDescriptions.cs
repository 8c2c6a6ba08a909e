using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Geo.Jobs.Jobs.Described;

/// <summary>
/// All kinds of run, described: names, types and what is required come from the jobs' own parameter records, words and
/// limits from data/processes.json. A parameter that the file does not name, or a name that is no parameter, is refused at load.
/// </summary>
public static class JobDescriptions
{
    private static readonly Lazy<IReadOnlyList<JobDescription>> Loaded = new(Load);

    /// <summary>All of them, in the order of the table of jobs.</summary>
    public static IReadOnlyList<JobDescription> All => Loaded.Value;

    /// <summary>That of a kind; null where there is no such kind.</summary>
    public static JobDescription? Find(string kind) => All.FirstOrDefault(d => d.Kind == kind);

    private static JobDescription[] Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", "processes.json");
        var texts = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        JobTable.JsonStyle.MakeReadOnly(populateMissingResolver: true);
        return [.. JobTable.ParameterTypes.Select(known => Describe(known.Kind, known.Type, texts[known.Kind]?.AsObject() ?? throw new InvalidDataException($"{path} does not describe {known.Kind}"), path))];
    }

    private static JobDescription Describe(string kind, Type type, JsonObject told, string path)
    {
        var inputs = told["inputs"]!.AsObject();
        var parameters = JobTable.JsonStyle.GetTypeInfo(type).Properties.Where(p => p.AssociatedParameter is not null).ToList();
        if (inputs.Select(i => i.Key).Except(parameters.Select(p => p.Name)).FirstOrDefault() is { } stray)
        {
            throw new InvalidDataException($"{path}: {kind} has no parameter {stray}");
        }

        var outputs = new JsonObject(told["outputs"]!.AsObject().Select(o => KeyValuePair.Create(o.Key, (JsonNode?)new JsonObject { ["type"] = o.Value!.GetValue<string>() })));
        return new JobDescription(kind, Text(told["title"]), Text(told["description"]),
            [.. parameters.Select(p => Input(p, inputs[p.Name]?.AsObject() ?? throw new InvalidDataException($"{path}: {kind}.{p.Name} is not described")))],
            new JsonObject { ["type"] = "object", ["properties"] = outputs });
    }

    private static JobInput Input(JsonPropertyInfo parameter, JsonObject told)
    {
        var schema = ParameterSchema.Of(parameter.PropertyType);
        bool isList = schema["type"]?.GetValue<string>() == "array";
        var one = isList ? schema["items"]!.DeepClone().AsObject() : schema;
        foreach (var (name, value) in told["schema"]?.AsObject() ?? [])
        {
            one[name] = value?.DeepClone();
        }

        bool needed = parameter.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
        return new JobInput(parameter.Name, Text(told), one, needed || told["required"]?.GetValue<bool>() == true, isList);
    }

    private static JobText Text(JsonNode? node) => new(node!["zh"]!.GetValue<string>(), node["en"]!.GetValue<string>());
}
