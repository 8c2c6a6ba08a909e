using System.Globalization;
using Geo.Core;
using Geo.Core.Imagery;
using Geo.Core.Reporting;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Reports;

/// <summary>Before and after of the sites that changed: drawn for the draft, kept with it.</summary>
internal static class MonthlyPictures
{
    // The others stand in the table, and the document says how many.
    private const int Most = 12, Side = 420;

    /// <summary>Draws them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="data">The month.</param>
    /// <param name="folder">Where the PNG files go; there is nothing else in it.</param>
    /// <param name="progress">[0, 1].</param>
    /// <param name="cancel">Stops between pictures.</param>
    /// <returns>The data with its pictures.</returns>
    public static MonthlyData Draw(WorkspaceStore store, MonthlyData data, string folder, IProgress<double>? progress, CancellationToken cancel)
    {
        SiteRow[] changed = [.. data.Sites.Where(s => s.KnownBefore && s.Status != s.Before && s.Lon is not null)];
        var pictures = new List<SitePictures>();
        using var source = new DossierSource(store, until: ReportMonth.Parse(data.Month).End);
        foreach (var (site, i) in changed.Take(Most).Select((site, i) => (site, i)))
        {
            cancel.ThrowIfCancellationRequested();
            Feature row = store.Layer(Layers.MineSites.Id).Get(site.Code);
            ScenePair pair = source.Pair(row, out _);
            Shot? Shown(Observation? of, string when)
            {
                if (of is null) return null;
                byte[] png = source.Chip(pair, row.Geometry!, when, ScenePicture.Styles[0], Side, cancel)!;
                string file = string.Create(CultureInfo.InvariantCulture, $"site-{i + 1:000}-{when}.png");
                File.WriteAllBytes(Path.Combine(folder, file), png);
                Scene scene = source.SceneOf(of.SceneId);
                return new Shot(of.SceneId, scene.AcquiredAt, SiteChip.Sensor(scene.Profile), file, MonthlyReport.HashOf(png));
            }

            try
            {
                pictures.Add(new SitePictures(site.Code, Shown(pair.Before, "before"), Shown(pair.After, "after"), new BothWords(pair.Why.Zh, pair.Why.En)));
            }
            catch (Exception reason) when (reason is GdalException or IOException or InputException)
            {
                // A scene that cannot be read shall not keep the report from being made.
                pictures.Add(new SitePictures(site.Code, null, null, new BothWords($"影像无法读取（{reason.Message}）", $"the scene cannot be read ({reason.Message})")));
            }

            progress?.Report((i + 1.0) / Math.Min(changed.Length, Most));
        }

        return data with { Pictures = pictures };
    }
}
