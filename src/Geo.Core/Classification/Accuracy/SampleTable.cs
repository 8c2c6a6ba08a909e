using System.Globalization;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Core.Classification.Accuracy;

/// <summary>What became of a row of an imported sample.</summary>
/// <param name="Row">Row of the file, from 1.</param>
/// <param name="State">taken (a first label), changed (another label than before), same or refused.</param>
/// <param name="Reason">Field and reason of a refusal, or what was there before.</param>
public sealed record SampleRow(int Row, string State, string? Reason);

/// <summary>A sample as a table: out for interpreters, and back with their labels.</summary>
public static class SampleTable
{
    /// <summary>Field that names the survey.</summary>
    public const string SurveyField = "survey_id";

    private static readonly string[] LabelFields = ["label_1", "label_2", "label_agreed"];

    /// <summary>Names of the columns in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        [SurveyField, "number", "longitude", "latitude", "stratum", "map_class", "inclusion_probability", .. LabelFields];

    /// <summary>The places as records of a file, points in CRS84.</summary>
    public static IEnumerable<VectorFeature> Features(AccuracySample sample) => sample.Places.Select(place => new VectorFeature(
        place.Number, new Point(place.Longitude, place.Latitude), new Dictionary<string, object?>
        {
            [SurveyField] = sample.SurveyId,
            ["number"] = (long)place.Number,
            ["longitude"] = place.Longitude,
            ["latitude"] = place.Latitude,
            ["stratum"] = place.Stratum,
            ["map_class"] = place.MapClass,
            ["inclusion_probability"] = place.InclusionProbability,
            ["label_1"] = place.Label1,
            ["label_2"] = place.Label2,
            ["label_agreed"] = place.LabelAgreed,
        }));

    /// <summary>
    /// Takes labels in, a column an interpreter: an empty cell leaves what is there, another label replaces it and is
    /// reported. What was drawn (stratum, map class, inclusion probability) must have come back as it went out.
    /// </summary>
    /// <param name="sample">The sample as it is stored.</param>
    /// <param name="features">Rows of the file.</param>
    /// <returns>The sample with the labels of the rows that were not refused, and a report of each row.</returns>
    public static (AccuracySample Sample, IReadOnlyList<SampleRow> Rows) Take(AccuracySample sample, IReadOnlyList<VectorFeature> features)
    {
        var places = sample.Places.ToDictionary(p => p.Number);
        HashSet<string> labels = [.. sample.Labels];
        var seen = new HashSet<int>();
        var rows = features.Select((feature, i) =>
        {
            try
            {
                var (number, labelled, reason, state) = Read(sample, places, labels, feature.Attributes, $"row {i + 1}");
                if (!seen.Add(number)) throw Refused($"row {i + 1}", "number", $"{number} stands twice in the file", "keep one row a place");
                places[number] = labelled;
                return new SampleRow(i + 1, state, reason);
            }
            catch (InputException refusal)
            {
                return new SampleRow(i + 1, "refused", $"{refusal.Field}: {refusal.Problem}; {refusal.Mend}");
            }
        }).ToList();
        return (sample with { Places = [.. sample.Places.Select(p => places[p.Number])] }, rows);
    }

    private static (int Number, SamplePlace Place, string? Reason, string State) Read(
        AccuracySample sample, Dictionary<int, SamplePlace> places, HashSet<string> labels, IReadOnlyDictionary<string, object?> row, string where)
    {
        if (Text(row, SurveyField) != sample.SurveyId) throw Refused(where, SurveyField, $"'{Text(row, SurveyField)}' is not {sample.SurveyId}", "import the samples of one survey at a time");
        if (!int.TryParse(Text(row, "number"), CultureInfo.InvariantCulture, out int number) || !places.TryGetValue(number, out SamplePlace? place))
        {
            throw Refused(where, "number", $"'{Text(row, "number")}' is no place of the sample", $"numbers are 1 to {places.Count}");
        }

        Unchanged("stratum", place.Stratum, Text(row, "stratum") == place.Stratum);
        Unchanged("map_class", place.MapClass, Text(row, "map_class") == place.MapClass);
        Unchanged("inclusion_probability", place.InclusionProbability.ToString(CultureInfo.InvariantCulture),
            double.TryParse(Text(row, "inclusion_probability"), CultureInfo.InvariantCulture, out double p) && Math.Abs(p - place.InclusionProbability) <= 1e-6 * place.InclusionProbability);

        string?[] before = [place.Label1, place.Label2, place.LabelAgreed], after = [.. before];
        for (int k = 0; k < LabelFields.Length; k++)
        {
            if (Text(row, LabelFields[k]) is not { Length: > 0 } label) continue;
            if (!labels.Contains(label)) throw Refused(where, LabelFields[k], $"'{label}' is no class of the map", $"use one of {string.Join(", ", labels)}");
            after[k] = label;
        }

        string[] replaced = [.. Enumerable.Range(0, after.Length).Where(k => before[k] is not null && before[k] != after[k]).Select(k => $"{LabelFields[k]}: was {before[k]}, is {after[k]}")];
        string state = replaced.Length > 0 ? "changed" : before.SequenceEqual(after) ? "same" : "taken";
        return (number, place with { Label1 = after[0], Label2 = after[1], LabelAgreed = after[2] }, replaced.Length > 0 ? string.Join("; ", replaced) : null, state);

        void Unchanged(string field, string drawn, bool same)
        {
            if (!same) throw Refused(where, field, $"'{Text(row, field)}' is not what was drawn ({drawn})", "leave this column as it went out");
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object?> row, string field) => row.GetValueOrDefault(field) switch
    {
        null => null,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString()?.Trim(),
    };

    private static InputException Refused(string where, string field, string problem, string mend) => new(where, field, problem, mend);
}
