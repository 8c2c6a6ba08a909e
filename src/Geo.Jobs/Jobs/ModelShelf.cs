using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>
/// The models of a workspace: models/NAME/ with model.zip, card.json, samples.bin and objects.bin; models/.before/NAME/ is what NAME was
/// before its last training, models/.in-use names the model that is taken where none is named.
/// </summary>
public static class ModelShelf
{
    private const string CardFile = "card.json", InUseFile = ".in-use";

    /// <summary>Cards of all models, the newest first.</summary>
    public static IReadOnlyList<ModelCard> List(Workspace workspace) =>
        !Directory.Exists(workspace.Models)
            ? []
            : [.. Directory.EnumerateDirectories(workspace.Models).Where(folder => File.Exists(Path.Combine(folder, CardFile)))
                .Select(folder => ModelCard.Load(Path.Combine(folder, CardFile))).OrderByDescending(card => card.CreatedAt).ThenBy(card => card.Name, StringComparer.Ordinal)];

    /// <summary>The model taken where none is named: the promoted one, else the newest that is no candidate for another's place; null where there is none.</summary>
    public static string? InUse(Workspace workspace) =>
        Promoted(workspace) is { } name && File.Exists(Path.Combine(workspace.Models, name, CardFile))
            ? name
            : List(workspace).FirstOrDefault(card => card.CandidateFor is null)?.Name;

    /// <summary>Takes a model into use, whatever is trained later under other names.</summary>
    /// <exception cref="NotFoundException">No such model.</exception>
    public static void Promote(Workspace workspace, string name)
    {
        _ = Folder(workspace, name);
        string fresh = Path.Combine(workspace.Models, $".in-use-{Guid.NewGuid():N}");
        File.WriteAllText(fresh, name);
        File.Move(fresh, Path.Combine(workspace.Models, InUseFile), overwrite: true);
    }

    /// <summary>The same under the store's one writer, with a line in the audit log.</summary>
    /// <exception cref="NotFoundException">No such model.</exception>
    public static void Promote(WorkspaceStore store, string name, string author) => store.Write(author, null, null, writer =>
    {
        Promote(store.Workspace, name);
        writer.Audit("model.promote", $"models/{name}");
    });

    /// <summary>The same under the store's one writer, with a line in the audit log.</summary>
    /// <returns>Card of the model as it now is.</returns>
    /// <exception cref="NotFoundException">No such model.</exception>
    /// <exception cref="InputException">It was trained once only.</exception>
    public static ModelCard Rollback(WorkspaceStore store, string name, string author)
    {
        ModelCard? card = null;
        store.Write(author, null, null, writer =>
        {
            card = Rollback(store.Workspace, name);
            writer.Audit("model.rollback", $"models/{name}");
        });
        return card!;
    }

    /// <summary>True where there is a state before the model's last training to go back to.</summary>
    public static bool CanRollBack(Workspace workspace, string name) => File.Exists(Path.Combine(Before(workspace, name), CardFile));

    /// <summary>Puts a model back to what it was before its last training; once more undoes that.</summary>
    /// <returns>Card of the model as it now is.</returns>
    /// <exception cref="NotFoundException">No such model.</exception>
    /// <exception cref="InputException">It was trained once only.</exception>
    public static ModelCard Rollback(Workspace workspace, string name)
    {
        string now = Folder(workspace, name), before = Before(workspace, name);
        if (!CanRollBack(workspace, name))
        {
            throw new InputException(now, "model", "was trained once only: there is nothing to go back to", "train it again, or promote another model");
        }

        string aside = $"{before}-{Guid.NewGuid():N}";
        Directory.Move(now, aside);
        Directory.Move(before, now);
        Directory.Move(aside, before);
        return ModelCard.Load(Path.Combine(now, CardFile));
    }

    /// <summary>Folder of a model; of the one in use where no name is given.</summary>
    /// <exception cref="NotFoundException">No such model.</exception>
    /// <exception cref="InputException">No model at all.</exception>
    public static string Folder(Workspace workspace, string? name)
    {
        if (name is null)
        {
            return Path.Combine(workspace.Models, InUse(workspace)
                ?? throw new InputException(workspace.Folder, "model", "the workspace holds no model yet", "train one with 'geowfc train SAMPLES'"));
        }

        CheckName(name);
        string folder = Path.Combine(workspace.Models, name);
        return File.Exists(Path.Combine(folder, CardFile)) ? folder : throw new NotFoundException("model", name);
    }

    /// <summary>Name under which a model stands of which nothing says that it is better than the one it was to replace.</summary>
    public static string Candidate(string name) => name + "-candidate";

    /// <summary>Folder of the model that a training run would replace; null where there is none. What the run itself has put there before it was killed does not count.</summary>
    internal static string? Replaced(Workspace workspace, string name, string runId)
    {
        string now = Path.Combine(workspace.Models, name), before = Before(workspace, name);
        if (!File.Exists(Path.Combine(now, CardFile))) return null;
        if (ModelCard.Load(Path.Combine(now, CardFile)).RunId != runId) return now;
        return File.Exists(Path.Combine(before, CardFile)) ? before : null;
    }

    /// <summary>Card of the model that a training run has put on the shelf, under the name or as its candidate; null where it has put none there.</summary>
    internal static ModelCard? PutBy(Workspace workspace, string name, string runId) =>
        new[] { name, Candidate(name) }.Select(one => Path.Combine(workspace.Models, one, CardFile)).Where(File.Exists).Select(ModelCard.Load)
            .FirstOrDefault(card => card.RunId == runId);

    /// <summary>Why a model did not take a name, for the run's log.</summary>
    internal static string WhyNot(ModelCard card, string name)
    {
        string why = card.Comparison switch
        {
            null => "not compared with the earlier model",
            { Verdict: Verdict.Worse } told => $"worse than {told.With}",
            { Blocks: < ModelComparison.FewestBlocks } told => $"not enough to tell: {told.Blocks} blocks, {ModelComparison.FewestBlocks} are needed",
            _ => "not enough to tell: the difference may be none",
        };
        return $"{why}: kept as {Candidate(name)}, {name} stays as it is";
    }

    /// <summary>Makes a fitted model the candidate for another's place, on its card too.</summary>
    /// <returns>Its new name.</returns>
    internal static string MakeCandidate(string fitted, string name)
    {
        string file = Path.Combine(fitted, CardFile);
        File.WriteAllText(file, (ModelCard.Load(file) with { Name = Candidate(name), CandidateFor = name }).ToJson());
        return Candidate(name);
    }

    /// <summary>Card of a model.</summary>
    public static ModelCard Card(Workspace workspace, string? name) => ModelCard.Load(Path.Combine(Folder(workspace, name), CardFile));

    /// <summary>Refuses names that are not plain folder names.</summary>
    public static void CheckName(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name[0] == '.')
        {
            throw new InputException("model", "name", $"'{name}' is no model name", "use letters, digits, '-', '_' and '.'");
        }
    }

    /// <summary>Puts a finished model folder in its place; what stood there is kept for <c>Rollback</c>, unless it is the same model, as after a run that was killed.</summary>
    internal static void Put(Workspace workspace, string name, string fitted, string temporary)
    {
        Directory.CreateDirectory(workspace.Models);
        string target = Path.Combine(workspace.Models, name);
        if (Directory.Exists(target))
        {
            bool same = Hash(target) == Hash(fitted);
            string before = same ? Path.Combine(temporary, "model-before") : Before(workspace, name);
            if (!same && Directory.Exists(before)) Directory.Delete(before, recursive: true);
            Directory.CreateDirectory(Path.GetDirectoryName(before)!);
            Directory.Move(target, before);
        }

        Disk.FlushFolder(fitted);
        Directory.Move(fitted, target);
    }

    private static string Before(Workspace workspace, string name) => Path.Combine(workspace.Models, ".before", name);

    private static (string Pixels, string? Objects) Hash(string folder)
    {
        ModelCard card = ModelCard.Load(Path.Combine(folder, CardFile));
        return (card.ModelHash, card.Objects?.Hash);
    }

    private static string? Promoted(Workspace workspace)
    {
        string file = Path.Combine(workspace.Models, InUseFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
