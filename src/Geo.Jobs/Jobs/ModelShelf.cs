using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>The models of a workspace: models/NAME/ with model.zip and card.json.</summary>
public static class ModelShelf
{
    /// <summary>Cards of all models, the newest first.</summary>
    public static IReadOnlyList<ModelCard> List(Workspace workspace) =>
        !Directory.Exists(workspace.Models)
            ? []
            : [.. Directory.EnumerateDirectories(workspace.Models).Where(folder => File.Exists(Path.Combine(folder, "card.json")))
                .Select(folder => ModelCard.Load(Path.Combine(folder, "card.json"))).OrderByDescending(card => card.CreatedAt).ThenBy(card => card.Name, StringComparer.Ordinal)];

    /// <summary>Folder of a model; the newest where no name is given.</summary>
    /// <exception cref="NotFoundException">No such model.</exception>
    /// <exception cref="InputException">No model at all.</exception>
    public static string Folder(Workspace workspace, string? name)
    {
        if (name is null)
        {
            return Path.Combine(workspace.Models, (List(workspace) is [var newest, ..] ? newest.Name : null)
                ?? throw new InputException(workspace.Folder, "model", "the workspace holds no model yet", "train one with 'geowfc train SAMPLES'"));
        }

        CheckName(name);
        string folder = Path.Combine(workspace.Models, name);
        return File.Exists(Path.Combine(folder, "card.json")) ? folder : throw new NotFoundException("model", name);
    }

    /// <summary>Card of a model.</summary>
    public static ModelCard Card(Workspace workspace, string? name) => ModelCard.Load(Path.Combine(Folder(workspace, name), "card.json"));

    /// <summary>Refuses names that are not plain folder names.</summary>
    public static void CheckName(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name[0] == '.')
        {
            throw new InputException("model", "name", $"'{name}' is no model name", "use letters, digits, '-', '_' and '.'");
        }
    }

    /// <summary>Puts a finished model folder in its place; the one of that name goes.</summary>
    internal static void Put(Workspace workspace, string name, string fitted, string temporary)
    {
        Directory.CreateDirectory(workspace.Models);
        string target = Path.Combine(workspace.Models, name);
        if (Directory.Exists(target))
        {
            Directory.Move(target, Path.Combine(temporary, "model-before"));
        }

        Directory.Move(fitted, target);
    }
}
