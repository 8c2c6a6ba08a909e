using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Core.Priority;

/// <summary>Reads a criteria set from JSON and refuses what has no source, or does not fit together.</summary>
public static class CriteriaFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is missing, no JSON of this form, or a threshold has no source.</exception>
    public static CriteriaSet Load(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, null, "the criteria cannot be read", "name a file as data/criteria/default.json", e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="where">Its origin, for messages.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="InputException">No JSON of this form, or a threshold has no source.</exception>
    public static CriteriaSet Parse(string where, string json)
    {
        Form form;
        try
        {
            form = JsonSerializer.Deserialize<Form>(json, Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InputException(where, e.Path, $"the criteria do not have the expected form ({e.Message})", "write them as data/criteria/default.json", e);
        }

        return new CriteriaSet
        {
            Name = form.Name,
            Zh = form.Zh,
            En = form.En,
            Headings = form.Headings,
            Criteria = [.. form.Criteria.Select(c => Read(where, c, form.Headings))],
            Judgements = form.Judgements,
            LeavesOut = form.LeavesOut.Statuses,
            LeavesOutSource = Sourced(where, "leaves_out", form.LeavesOut.Document, form.LeavesOut.Date),
            Concentration = form.Draws.Concentration > 0 ? form.Draws.Concentration : throw new InputException(where, "draws", "the concentration is not positive", "give for example 60"),
            ConcentrationSource = Sourced(where, "draws", form.Draws.Document, form.Draws.Date),
            BudgetWan = form.Budget.Wan is >= 0 and <= Portfolio.LargestBudget ? form.Budget.Wan : throw new InputException(where, "budget", "it is no budget", "give whole 万元"),
            BudgetSource = Sourced(where, "budget", form.Budget.Document, form.Budget.Date),
            HazardCriterion = form.HazardVolume.Hazard,
            VolumeCriterion = form.HazardVolume.Volume,
            Json = json,
        }.Checked(where);
    }

    private static CriteriaSet Checked(this CriteriaSet set, string where)
    {
        var codes = set.Criteria.Select(c => c.Code).ToArray();
        if (codes.Distinct(StringComparer.Ordinal).Count() != codes.Length || set.Headings.Any(h => set.Criteria.All(c => c.Heading != h.Code)))
        {
            throw new InputException(where, "criteria", "a code is used twice, or a heading has no criterion", "give each its own code, and each heading a criterion");
        }

        set.IndexOf(set.HazardCriterion);
        if (set.Criteria[set.IndexOf(set.VolumeCriterion)].Function is null)
        {
            throw new InputException(where, "hazard_volume", $"{set.VolumeCriterion} is not measured", "name a criterion that has points");
        }

        CriteriaWeights.Of(set);
        return set;
    }

    private static Criterion Read(string where, CriterionForm form, IReadOnlyList<CriterionHeading> headings)
    {
        string field = $"criteria/{form.Code}";
        if (headings.All(h => h.Code != form.Heading)) throw new InputException(where, field, $"'{form.Heading}' is no heading", $"use {string.Join(", ", headings.Select(h => h.Code))}");
        if (((form.Points is null ? 0 : 1) + (form.Classes is null ? 0 : 1) + (form.Presence is null ? 0 : 1)) != 1 || (form.Presence is null && form.Read is not { Count: > 0 }))
        {
            throw new InputException(where, field, "it has not exactly one of points, classes and presence, or reads no column", "say how its columns become a value in [0, 1]");
        }

        double[] shares = [form.Missing.Low, form.Missing.Neutral, form.Missing.High, .. form.Classes?.Values ?? [], .. form.WeightedBy?.Classes.Values ?? [], form.WeightedBy?.Other ?? 0];
        if (shares.Any(s => s is not (>= 0 and <= 1)) || form.Missing.Low > form.Missing.Neutral || form.Missing.Neutral > form.Missing.High)
        {
            throw new InputException(where, field, "a value lies outside [0, 1], or the neutral value outside its interval", "mend the values");
        }

        Sourced(where, $"{field}/missing", form.Missing.Document, form.Missing.Date);
        return new Criterion
        {
            Code = form.Code,
            Heading = form.Heading,
            Zh = form.Zh,
            En = form.En,
            Unit = form.Unit,
            Read = form.Read ?? [],
            Classes = form.Classes,
            Function = form.Points is null ? null : new ValueFunction(where, field, form.Points),
            Presence = form.Presence,
            WeightedBy = form.WeightedBy,
            Missing = form.Missing,
            Source = Sourced(where, field, form.Document, form.Date),
        };
    }

    private static CriterionSource Sourced(string where, string field, string? document, string? date) =>
        string.IsNullOrWhiteSpace(document) || string.IsNullOrWhiteSpace(date)
            ? throw new InputException(where, field, "the value has no source document or no date", "say where it comes from, or that it is your own choice")
            : new CriterionSource(document, date);

    private sealed record Form(string Name, string Zh, string En, string? Note, LeavesOutForm LeavesOut, DrawsForm Draws, BudgetForm Budget, HazardVolumeForm HazardVolume,
        IReadOnlyList<CriterionHeading> Headings, IReadOnlyList<CriterionForm> Criteria, IReadOnlyDictionary<string, IReadOnlyList<Judgement>> Judgements);

    private sealed record LeavesOutForm(IReadOnlyList<string> Statuses, string? Document, string? Date);

    private sealed record DrawsForm(double Concentration, string? Document, string? Date);

    private sealed record BudgetForm(int Wan, string? Document, string? Date);

    private sealed record HazardVolumeForm(string Hazard, string Volume);

    private sealed record CriterionForm(string Code, string Heading, string Zh, string En, string Unit, IReadOnlyList<ColumnReading>? Read, IReadOnlyDictionary<string, double>? Classes,
        IReadOnlyList<IReadOnlyList<double>>? Points, PresenceRule? Presence, KindWeights? WeightedBy, MissingValue Missing, string? Document, string? Date);
}
