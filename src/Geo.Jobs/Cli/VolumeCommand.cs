using System.CommandLine;
using System.Globalization;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Vectors;
using Geo.Core.Volumes;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>volume --dsm FILE --toe FILE</c>: cut, fill and net within each toe line of a file; needs no workspace.</summary>
internal static class VolumeCommand
{
    public static Command Create()
    {
        var dsm = new Option<string>("--dsm") { Description = "Surface model (heights in band 1, on a map plane)", HelpName = "FILE", Required = true };
        var toe = new Option<string>("--toe") { Description = "Toe lines: polygons in any CRS, each measured by itself", HelpName = "FILE", Required = true };
        var layer = new Option<string?>("--layer") { Description = "Layer of the toe lines, where the file holds several", HelpName = "NAME" };
        var basis = new Option<string>("--base") { Description = "plane (fitted along the toe line), triangulated (of the toe line), lowest (cell), or a file of heights: an earlier DSM, a DTM", HelpName = "plane|triangulated|lowest|FILE", DefaultValueFactory = _ => "plane" };
        var density = new Option<double?>("--density") { Description = "Bulk density; without it no mass is told", HelpName = "T_M3" };
        var vertical = new Option<double?>("--vertical-error") { Description = "Standard error of a height (default: data/rules/volumes.json)", HelpName = "M" };
        var registration = new Option<double?>("--registration-error") { Description = "Standard error of place, each axis", HelpName = "M" };
        var propose = new Option<string?>("--propose") { Description = "Take the toe lines as rough outlines: propose the true ones from the surface, write them here, and measure within them", HelpName = "FILE.geojson" };
        var relief = new Option<string?>("--relief") { Description = "Also draw the first toe line on the shaded surface", HelpName = "FILE.png" };
        var profile = new Option<string?>("--profile") { Description = "Also draw a cross-section along the first toe line's longest axis", HelpName = "FILE.svg" };
        var command = new Command("volume", "Volumes above or below a base, cut, fill and net apart, with their uncertainty") { dsm, toe, layer, basis, density, vertical, registration, propose, relief, profile };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            double? tonnes = VolumeFigures.Density(parsed.GetValue(density));
            using HeightRaster raster = HeightRaster.Open(parsed.GetRequiredValue(dsm));
            HeightSurface surface = HeightSurface.Of(raster);
            string named = parsed.GetRequiredValue(basis);
            bool drawn = named is "plane" or "triangulated" or "lowest";
            using HeightRaster? other = drawn ? null : HeightRaster.Open(named);
            var options = new VolumeOptions(
                drawn ? VolumeSource.ParseBase(named) : VolumeBase.Model, other is null ? null : HeightSurface.Of(other),
                VolumeFigures.Errors(parsed.GetValue(vertical), parsed.GetValue(registration)));
            IReadOnlyList<ToeLine> lines = ToeFile.Read(parsed.GetRequiredValue(toe), parsed.GetValue(layer), surface.Grid.Crs);
            if (parsed.GetValue(propose) is { } target)
            {
                lines = [.. lines.Select(line => line with { Toe = ToeProposal.Of(surface, line.Toe, VolumeRules.Default, cancel).Toe })];
                Write(target, lines, surface.Grid.Crs);
            }

            VolumeMeasurement[] measured = await session.Terminal.WithProgress("volume", progress => Task.Run(() => Measure(surface, lines, options, progress, cancel), cancel));
            if (parsed.GetValue(relief) is { } picture)
            {
                Replace(picture, ShadedRelief.Png(surface, lines[0].Toe, 1024, CrossSection.LongestAxis(lines[0].Toe), cancel));
            }

            if (parsed.GetValue(profile) is { } drawing)
            {
                var section = CrossSection.Along(surface, lines[0].Toe, options, VolumeRules.Default, null, cancel);
                Replace(drawing, System.Text.Encoding.UTF8.GetBytes(SectionDrawing.Svg(section, session.Terminal.Say("zh", "en"))));
            }

            var rows = measured.Select((one, i) => Row(lines[i], one, tonnes, measured.Length > 1)).ToList();
            session.Terminal.Result(rows.Count == 1 ? rows[0] : rows, output =>
            {
                for (int i = 0; i < measured.Length; i++) Tell(output, session.Terminal, lines[i], measured[i], tonnes);
            });
            return ExitCode.Done;
        }));
        return command;
    }

    private static VolumeMeasurement[] Measure(HeightSurface surface, IReadOnlyList<ToeLine> lines, VolumeOptions options, IProgress<double> progress, CancellationToken cancel) =>
        [.. lines.Select((line, i) => VolumeMeter.Default.Measure(surface, line.Toe, options, new ProgressPart(progress, (double)i / lines.Count, 1.0 / lines.Count), cancel))];

    private static Dictionary<string, object?> Row(ToeLine line, VolumeMeasurement measured, double? density, bool several)
    {
        var row = VolumeFigures.Of(measured, density);
        if (several)
        {
            row["fid"] = line.Fid;
            row["toe"] = line.Attributes;
        }

        return row;
    }

    private static void Tell(TextWriter output, Terminal terminal, ToeLine line, VolumeMeasurement m, double? density)
    {
        string N(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
        output.WriteLine($"{terminal.Say("坡脚线", "toe line")} {line.Fid}");
        output.WriteLine($"  {terminal.Say("净", "net")} {N(m.NetM3)} m³ ± {N((m.NetHighM3 - m.NetLowM3) / 2)} (95 %)   {terminal.Say("填", "fill")} {N(m.FillM3)} m³   {terminal.Say("挖", "cut")} {N(m.CutM3)} m³");
        output.WriteLine($"  {terminal.Say("基准面", "base")} {m.Model ?? VolumeFigures.Name(m.Base)}; {terminal.Say("各基准面", "over bases")} {N(m.OverBases.Low)} – {N(m.OverBases.High)} m³");
        output.WriteLine($"  {terminal.Say("占地", "footprint")} {N(m.FootprintM2)} m², {terminal.Say("最大高度", "greatest height")} {m.HeightMaxM.ToString("0.00", CultureInfo.InvariantCulture)} m");
        if (m.Detected is { } seen) output.WriteLine($"  {terminal.Say("检出限", "level of detection")} {seen.LevelM.ToString("0.000", CultureInfo.InvariantCulture)} m: {terminal.Say("填", "fill")} {N(seen.FillM3)}, {terminal.Say("挖", "cut")} {N(seen.CutM3)} m³");
        if (density is { } t) output.WriteLine($"  {N(m.FillM3 * t)} t ({t.ToString(CultureInfo.InvariantCulture)} t/m³)");
        foreach (Remark remark in m.Remarks) output.WriteLine($"  {remark.English}");
    }

    private static void Write(string path, IReadOnlyList<ToeLine> lines, SpatialReference crs)
    {
        var toLonLat = GeometryTransform.Of(crs, WellKnown.Crs84);
        string[] names = [.. lines.SelectMany(l => l.Attributes.Keys).Distinct()];
        VectorFile.Write(Path.GetFullPath(path), "toe", WellKnown.Crs84, [.. names.Select(n => new VectorField(n, FieldKind.Text))],
            lines.Select(l => new VectorFeature(l.Fid, toLonLat(l.Toe), l.Attributes.ToDictionary(a => a.Key, a => (object?)Convert.ToString(a.Value, CultureInfo.InvariantCulture)))));
    }

    private static void Replace(string path, byte[] content)
    {
        string whole = Path.GetFullPath(path), partial = $"{whole}.{Guid.NewGuid():N}.partial";
        if (!Directory.Exists(Path.GetDirectoryName(whole))) throw new InputException(whole, null, "its folder does not exist", $"make {Path.GetDirectoryName(whole)} first");
        File.WriteAllBytes(partial, content);
        File.Move(partial, whole, overwrite: true);
    }
}
