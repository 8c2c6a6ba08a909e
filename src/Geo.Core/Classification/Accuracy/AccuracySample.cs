using System.Text.Encodings.Web;
using System.Text.Json;

namespace Geo.Core.Classification.Accuracy;

/// <summary>A drawn place and what people see there.</summary>
public sealed record SamplePlace
{
    /// <summary>Number within the sample, from 1, row by row over the map: it says nothing of the stratum.</summary>
    public required int Number { get; init; }

    /// <summary>Pixel column on the survey's grid.</summary>
    public required int Col { get; init; }

    /// <summary>Pixel row on the survey's grid.</summary>
    public required int Row { get; init; }

    /// <summary>Of the pixel's centre, degrees (CRS84).</summary>
    public required double Longitude { get; init; }

    /// <summary>Of the pixel's centre, degrees (CRS84).</summary>
    public required double Latitude { get; init; }

    /// <summary>Name of the stratum.</summary>
    public required string Stratum { get; init; }

    /// <summary>Class on the map.</summary>
    public required string MapClass { get; init; }

    /// <summary>Chance of the pixel to be drawn: places / pixels of its stratum.</summary>
    public required double InclusionProbability { get; init; }

    /// <summary>What the first interpreter sees; null while not looked at.</summary>
    public string? Label1 { get; init; }

    /// <summary>What the second interpreter sees.</summary>
    public string? Label2 { get; init; }

    /// <summary>What both settled on where they had differed.</summary>
    public string? LabelAgreed { get; init; }

    /// <summary>The settled label, or the one that both gave; null where it is open.</summary>
    public string? Agreed => LabelAgreed ?? (Label1 == Label2 ? Label1 : null);
}

/// <summary>Whose labels an estimate rests on.</summary>
public enum Interpreter
{
    /// <summary>The first interpreter's.</summary>
    First,

    /// <summary>The second interpreter's.</summary>
    Second,

    /// <summary>What both gave or settled on; every place must have such a label.</summary>
    Agreed,
}

/// <summary>A survey's accuracy sample: results/ID_sample.json.</summary>
public sealed record AccuracySample
{
    /// <summary>The survey.</summary>
    public required string SurveyId { get; init; }

    /// <summary>How it was drawn.</summary>
    public required DrawOptions Options { get; init; }

    /// <summary>How places were allotted to strata, in words.</summary>
    public string Allocation { get; init; } =
        "every stratum its floor min(minimum_per_stratum, count / (2 x strata)), the rest in proportion to pixels (Olofsson et al. 2014, 5.1.1); within a stratum at random without replacement";

    /// <summary>The survey's decision threshold.</summary>
    public required double Threshold { get; init; }

    /// <summary>Ellipsoidal area of a pixel, m².</summary>
    public required double PixelAreaM2 { get; init; }

    /// <summary>Classes of the map.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The strata.</summary>
    public required IReadOnlyList<SampleStratum> Strata { get; init; }

    /// <summary>The places, by number.</summary>
    public required IReadOnlyList<SamplePlace> Places { get; init; }

    private static readonly JsonSerializerOptions Style = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a sample.</summary>
    /// <exception cref="InputException">Damaged.</exception>
    public static AccuracySample Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<AccuracySample>(File.ReadAllBytes(path), Style) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InputException(path, null, $"is not a sample ({e.Message})", "draw it again with the same seed", e);
        }
    }

    /// <summary>Writes it; the file appears whole.</summary>
    public void Save(string path)
    {
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(this, Style));
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Labels that an interpreter may give: the map's classes and the catalogue's.</summary>
    public IReadOnlyList<string> Labels => ClassCatalogue.Standard.InOrder([.. Classes, .. ClassCatalogue.Standard.Classes.Select(c => c.Name)]);

    /// <summary>The sample with one place labelled otherwise; nothing else changes.</summary>
    /// <param name="number">The place.</param>
    /// <param name="whose">Whose label it is; <see cref="Interpreter.Agreed"/> settles a place that both have labelled.</param>
    /// <param name="label">One of <see cref="Labels"/>; null takes the label back.</param>
    /// <exception cref="NotFoundException">No such place.</exception>
    /// <exception cref="InputException">No such label, or there is nothing to settle.</exception>
    public AccuracySample With(int number, Interpreter whose, string? label)
    {
        SamplePlace place = Places.FirstOrDefault(p => p.Number == number)
            ?? throw new NotFoundException($"place of the sample of {SurveyId}", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (label is not null && !Labels.Contains(label))
        {
            throw new InputException($"place {number}", "label", $"'{label}' is no class of the map", $"use one of {string.Join(", ", Labels)}");
        }

        if (whose == Interpreter.Agreed && label is not null && (place.Label1 is null || place.Label2 is null))
        {
            throw new InputException($"place {number}", "label", "both interpreters must have labelled it before it is settled", "label it as interpreter 1 and as interpreter 2 first");
        }

        SamplePlace changed = whose switch
        {
            Interpreter.First => place with { Label1 = label },
            Interpreter.Second => place with { Label2 = label },
            _ => place with { LabelAgreed = label },
        };
        return this with { Places = [.. Places.Select(p => p.Number == number ? changed : p)] };
    }

    /// <summary>How the two interpreters agree.</summary>
    public Agreement Agreement => Agreement.Of(Places);

    /// <summary>Area-adjusted accuracy and class areas, m².</summary>
    /// <param name="whose">The labels.</param>
    /// <exception cref="InputException">A stratum has too few labels, or the interpreters differ somewhere and have not settled it.</exception>
    public StratifiedAccuracy Estimate(Interpreter whose)
    {
        if (whose == Interpreter.Agreed && Places.Where(p => p.Agreed is null && (p.Label1 ?? p.Label2) is not null).ToArray() is { Length: > 0 } open)
        {
            throw new InputException($"the sample of {SurveyId}", "label_agreed",
                $"{open.Length} places are labelled by one interpreter only or differently by both (first: number {open[0].Number})",
                "fill label_agreed there and import it, or assess with --interpreter 1 or 2");
        }

        string[] names = [.. Classes, .. Places.Select(p => Label(p, whose)).OfType<string>().Distinct().Except(Classes).Order(StringComparer.Ordinal)];
        var number = names.Select((name, k) => (name, k)).ToDictionary(c => c.name, c => c.k);
        var tables = Strata.Select(stratum =>
        {
            var counts = new long[names.Length, names.Length];
            foreach (var place in Places.Where(p => p.Stratum == stratum.Name))
            {
                if (Label(place, whose) is { } label) counts[number[place.MapClass], number[label]]++;
            }

            return new StratumTable(stratum.Name, stratum.Pixels, counts);
        });
        return StratifiedAccuracy.Of(names, [.. tables], Strata.Sum(s => s.Pixels) * PixelAreaM2);
    }

    /// <summary>The label of a place; null while it is open.</summary>
    public static string? Label(SamplePlace place, Interpreter whose) => whose switch
    {
        Interpreter.First => place.Label1,
        Interpreter.Second => place.Label2,
        _ => place.Agreed,
    };
}
