namespace Geo.Core.Store.People;

/// <summary>What a person is to the bureau.</summary>
public enum Role
{
    /// <summary>只读 Reads.</summary>
    Viewer = 0,
    /// <summary>镇街 A town's own people.</summary>
    Town,
    /// <summary>生态环境 Ecology and environment.</summary>
    Ecology,
    /// <summary>自然资源 Natural resources.</summary>
    NaturalResources,
    /// <summary>管理员 Administrator.</summary>
    Admin,
}

/// <summary>Roles by the names that files, commands and answers use.</summary>
public static class Roles
{
    private static readonly Dictionary<string, Role> ByName = new(StringComparer.Ordinal)
    {
        ["admin"] = Role.Admin,
        ["natural_resources"] = Role.NaturalResources,
        ["ecology"] = Role.Ecology,
        ["town"] = Role.Town,
        ["viewer"] = Role.Viewer,
    };

    /// <summary>All names, from the most rights to the fewest.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The name of a role.</summary>
    public static string Name(this Role role) => ByName.First(pair => pair.Value == role).Key;

    /// <summary>The role of a name; natural-resources is taken too.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static Role Parse(string? name) => ByName.TryGetValue(name?.Replace('-', '_') ?? "", out var role)
        ? role
        : throw new InputException("the account", "role", $"'{name}' is no role", $"use one of {string.Join(", ", Names)}");
}
