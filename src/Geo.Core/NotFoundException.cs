namespace Geo.Core;

/// <summary>A thing asked for by name that the workspace does not hold (HTTP 404).</summary>
public sealed class NotFoundException(string kind, string id)
    : Exception($"no {kind} '{id}' in this workspace")
{
    /// <summary>What kind of thing: collection, item, scene, model, run.</summary>
    public string Kind { get; } = kind;

    /// <summary>The name asked for.</summary>
    public string Id { get; } = id;
}
