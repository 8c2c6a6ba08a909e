using Geo.Core;
using Geo.Core.Priority;
using Geo.Core.Sites;
using Geo.Core.Store;

namespace Geo.Jobs.Priority;

/// <summary>A scenario computed again from what was kept of it.</summary>
/// <param name="Row">Its row of priority-scenarios.</param>
/// <param name="Ground">The dumps as they were.</param>
/// <param name="Asked">What was asked.</param>
/// <param name="Answer">The answer.</param>
public sealed record OpenScenario(Feature Row, PriorityGround Ground, AskedPriority Asked, PriorityAnswer Answer);

/// <summary>Scenarios: questions kept with their criteria and the revision of the dumps that they were asked of.</summary>
public static class PriorityScenarios
{
    /// <summary>Longest name and note, in characters.</summary>
    public const int LongestName = 100, LongestNote = 2000;

    private static readonly string s_layer = PriorityLayers.Scenarios.Id;

    /// <summary>Keeps a question as a scenario of the present dumps.</summary>
    /// <param name="store">The store.</param>
    /// <param name="set">The criteria.</param>
    /// <param name="asked">The question.</param>
    /// <param name="name">Its name.</param>
    /// <param name="note">What it is for.</param>
    /// <param name="author">Who makes it.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="InputException">No name, inconsistent judgements, must-haves that do not fit.</exception>
    public static Feature Save(WorkspaceStore store, CriteriaSet set, AskedPriority asked, string? name, string? note, string author, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(asked);
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName) throw new InputException("scenario", "name", "it is missing or too long", $"name it in at most {LongestName} characters");
        if (note?.Length > LongestNote) throw new InputException("scenario", "note", "it is too long", $"use at most {LongestNote} characters");
        var ground = PriorityGround.Of(store, set);
        var question = asked.ToQuestion(set);
        var answer = ground.Prioritiser.Answer(question);
        // What the set would give by itself is written out, so that the scenario stands whatever the set becomes.
        var whole = asked with { BudgetWan = question.BudgetWan, Method = StatusCode.Of(question.Method), Objective = StatusCode.Of(question.Objective), Judgements = asked.Weights is null ? answer.Weights.Groups.ToDictionary(g => g.Group, g => g.Judgements) : null };
        string id = $"PS-{Guid.NewGuid():N}"[..15];
        store.Write(author, null, null, writer =>
        {
            writer.Put(s_layer, new Feature(id, null, new Dictionary<string, object?>
            {
                ["name"] = name.Trim(),
                ["note"] = note,
                ["criteria_set"] = set.Name,
                ["criteria_json"] = set.Json,
                ["question_json"] = whole.ToJson(),
                ["method"] = whole.Method,
                ["objective"] = whole.Objective,
                ["budget_wan"] = (long)question.BudgetWan,
                ["revision_read"] = ground.Revision,
                ["known_at"] = now,
                ["created_by"] = author,
                ["created_at"] = now,
                ["dumps"] = (long)answer.Table.Count,
                ["funded"] = (long)answer.Funded.Count,
                ["spent_wan"] = answer.Funded.SpentWan,
                ["funded_codes"] = answer.Order.Where(p => answer.Funded.Funded[p]).Select(p => answer.Table.Dumps[p].Code).ToArray(),
                ["must"] = question.Must.ToArray(),
                ["cannot"] = question.Cannot.ToArray(),
            }));
            writer.Audit("priority.scenario", $"{s_layer}/{id}", name.Trim());
        });
        return store.Layer(s_layer).Get(id);
    }

    /// <summary>Computes a scenario again: same criteria, same judgements, the dumps as they were.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static OpenScenario Open(WorkspaceStore store, string id)
    {
        ArgumentNullException.ThrowIfNull(store);
        var row = store.Layer(s_layer).Find(id) ?? throw new NotFoundException("priority scenario", id);
        var set = CriteriaFile.Parse($"scenario {id}", (string)row.Properties["criteria_json"]!);
        var ground = PriorityGround.Of(store, set, (long)row.Properties["revision_read"]!);
        var asked = AskedPriority.Of((string)row.Properties["question_json"]!);
        return new OpenScenario(row, ground, asked, ground.Prioritiser.Answer(asked.ToQuestion(set)));
    }

    /// <summary>Takes a scenario out of the list; its history stays.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="InputException">It was adopted.</exception>
    public static void Delete(WorkspaceStore store, string id, string author)
    {
        ArgumentNullException.ThrowIfNull(store);
        var row = store.Layer(s_layer).Find(id) ?? throw new NotFoundException("priority scenario", id);
        if (row.Properties["adopted_at"] is not null) throw new InputException("scenario", "id", $"{id} was adopted", "keep it: the funded dumps lead back to it");
        store.Write(author, null, null, writer =>
        {
            writer.Delete(s_layer, [id]);
            writer.Audit("priority.scenario-delete", $"{s_layer}/{id}", row.Properties["name"] as string);
        });
    }
}
