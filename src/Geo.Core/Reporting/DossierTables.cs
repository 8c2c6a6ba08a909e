using Geo.Core.Tracking;
using Geo.Core.Tracking.Recovery;

namespace Geo.Core.Reporting;

/// <summary>The forms, filled from observations: columns are ours where the standard's own were not at hand, and that is said.</summary>
internal sealed class DossierTables(DossierInput input, string language)
{
    /// <summary>Works of DOMAIN.md §6, as the bureau calls them.</summary>
    public static IReadOnlyList<(string Zh, string En)> Works { get; } =
    [
        ("渣堆清理", "clearing of heaps"), ("采坑回填(垫坡)", "filling of the pit (toe fill)"), ("削坡", "cutting of slopes"), ("覆土", "covering with soil"), ("平整", "levelling"),
        ("拆除", "demolition"), ("翻耕", "ploughing"), ("撒播草籽", "sowing of grass"), ("自然恢复", "natural recovery"),
    ];

    private static readonly GroundCover[] Grounds = [GroundCover.Vegetated, GroundCover.Sparse, GroundCover.Bare, GroundCover.Water, GroundCover.Unseen];

    /// <summary>After table D of the acceptance code: ground before and after, areas that sum to the site's.</summary>
    public SheetTable LandUse(SiteRecovery recovery)
    {
        double whole = recovery.SiteArea.Value;
        string Part(SquareMetres area) => DossierWords.Share(area.Value / whole);
        return new SheetTable(
            Say("土地利用变化情况表（格式参照验收规范附录 D，地类为遥感判读）", "Changes of land use (form after annex D of the acceptance code; classes as read from imagery)"),
            [
                Say("地类", "Ground"), Say($"修复前 {recovery.BeforeYear}（公顷）", $"Before, {recovery.BeforeYear} (ha)"), Say("占比", "Share"),
                Say($"修复后 {recovery.AfterYear}（公顷）", $"After, {recovery.AfterYear} (ha)"), Say("占比", "Share"), Say("增减（公顷）", "Change (ha)"),
            ],
            [
                .. Grounds.Select(ground => (ground, Before: recovery.Before(ground), After: recovery.After(ground)))
                    .Select(row => (string[])[DossierWords.Ground(row.ground, language), DossierWords.Hectares(row.Before), Part(row.Before),
                        DossierWords.Hectares(row.After), Part(row.After), FormattableString.Invariant($"{(row.After.Value - row.Before.Value) / 10_000:+0.00;-0.00;0.00}")]),
                [Say("合计", "Total"), DossierWords.Hectares(recovery.SiteArea), "100.0 %", DossierWords.Hectares(recovery.SiteArea), "100.0 %", "0.00"],
            ]);
    }

    /// <summary>After table E of the acceptance code: what the two scenes of the pair say, with the reference of the same date.</summary>
    public SheetTable Ecosystem()
    {
        Observation? before = input.Pair.Before, after = input.Pair.After;
        string none = Say("证据不足", "insufficient evidence");
        string Ratio(double? site, double? reference) => site is { } s && reference is > 0 and var r ? DossierWords.Number(s / r) : "";
        string[] Row(string name, string unit, Func<Observation, double?> value, Func<Observation, double?>? error, Func<Observation, double?>? reference, bool share)
        {
            string Cell(Observation? o) => o is null || value(o) is not { } v ? none : share ? DossierWords.Share(v, error?.Invoke(o)) : DossierWords.Number(v) + (error?.Invoke(o) is { } e ? FormattableString.Invariant($" ± {e:0.00}") : "");
            double? change = before is not null && after is not null ? value(after) - value(before) : null;
            double? around = after is null ? null : reference?.Invoke(after);
            return [name, unit, Cell(before), Cell(after), change is null ? "" : share ? FormattableString.Invariant($"{change * 100:+0.0;-0.0;0.0} %") : FormattableString.Invariant($"{change:+0.00;-0.00;0.00}"),
                around is null ? "" : share ? DossierWords.Share(around) : DossierWords.Number(around), after is null ? "" : Ratio(value(after), around)];
        }

        return new SheetTable(
            Say("生态系统功能恢复情况表（格式参照验收规范附录 E，数值取自对比影像）", "Recovery of ecosystem functions (form after annex E of the acceptance code; figures of the pair's scenes)"),
            [
                Say("指标", "Indicator"), Say("单位", "Unit"), Say($"修复前 {DossierWords.Day(before?.ObservedAt)}", $"Before {DossierWords.Day(before?.ObservedAt)}"),
                Say($"修复后 {DossierWords.Day(after?.ObservedAt)}", $"After {DossierWords.Day(after?.ObservedAt)}"), Say("变化", "Change"), Say("参照（同期）", "Reference (same date)"), Say("与参照之比", "Ratio"),
            ],
            [
                Row(Say("植被覆盖度", "Vegetation cover"), "%", o => o.Cover, o => o.CoverUncertainty, o => o.ReferenceCover, share: true),
                Row("NDVI", "–", o => o.NdviMean, o => o.NdviUncertainty, o => o.ReferenceNdvi, share: false),
                Row(Say("相对恢复度", "Relative recovery"), "%", o => o.RelativeRecovery, o => o.RelativeRecoveryUncertainty, null, share: true),
                Row(Say("裸露比例", "Bare ground"), "%", o => o.BareShare, null, null, share: true),
                Row(Say("水体比例", "Water"), "%", o => o.WaterShare, null, null, share: true),
                Row(Say("未治理矿坑比例", "Unrestored pit"), "%", o => o.PitShare, null, null, share: true),
                Row(Say("堆场比例", "Stockpile"), "%", o => o.StockpileShare, null, null, share: true),
            ]);
    }

    /// <summary>After table G of DB41/T 2787: a line each change of ground, the persons left to be signed.</summary>
    public SheetTable Changes(SiteRecovery recovery)
    {
        var centre = input.Site.Geometry.Centroid;
        string place = FormattableString.Invariant($"{centre.X:0.0000}°E\n{centre.Y:0.0000}°N");
        string Scenes(int year) => $"{year}\n" + string.Join("\n", (input.Series.Seasons.FirstOrDefault(s => s.Year == year)?.SceneIds ?? [])
            .Where(input.Scenes.ContainsKey).Select(id => SiteChip.Sensor(input.Scenes[id].Profile)).Distinct().Order(StringComparer.Ordinal));
        var rows = recovery.Changes.Where(c => c.Value.Value > 0).OrderByDescending(c => c.Value.Value).ThenBy(c => c.Key).ToArray();
        return new SheetTable(
            Say("动态变化遥感解译记录表（格式参照 DB41/T 2787—2024 附录 G）", "Record of interpreted changes (form after DB41/T 2787-2024, annex G)"),
            [
                Say("图斑编号", "Patch"), Say("位置", "Place"), Say("前时相", "Earlier"), Say("后时相", "Later"), Say("前时相类型", "Ground earlier"), Say("后时相类型", "Ground later"),
                Say("面积（m²）", "Area (m²)"), Say("变化说明", "Change"), Say("解译人", "Interpreter"), Say("检查人", "Checked by"),
            ],
            [.. rows.Select((row, i) => (string[])[FormattableString.Invariant($"{input.Site.Code}-{i + 1:00}"), place, Scenes(recovery.BeforeYear), Scenes(recovery.AfterYear),
                DossierWords.Ground(row.Key.Before, language), DossierWords.Ground(row.Key.After, language), FormattableString.Invariant($"{row.Value.Value:#,0}"),
                Meaning(row.Key.Before, row.Key.After), "", ""])]);
    }

    /// <summary>Area of each class of the recovery raster.</summary>
    public SheetTable Classes(SiteRecovery recovery) => new(
        Say($"逐像元恢复类别（{recovery.BeforeYear}–{recovery.AfterYear} 年）", $"Recovery pixel by pixel ({recovery.BeforeYear} to {recovery.AfterYear})"),
        [Say("类别", "Class"), Say("面积（公顷）", "Area (ha)"), Say("占比", "Share")],
        [.. new[] { RecoveryClass.Recovered, RecoveryClass.Recovering, RecoveryClass.Bare, RecoveryClass.Relapsed, RecoveryClass.Water, RecoveryClass.NoData }
            .Select(one => (string[])[DossierWords.Class(one, language), DossierWords.Hectares(recovery.Areas[one]), DossierWords.Share(recovery.Areas[one].Value / recovery.SiteArea.Value)])]);

    /// <summary>Works by codelist: what field checks name, else a form to be filled by hand.</summary>
    public SheetTable WorksDone()
    {
        WorkLine[] lines = [.. input.Works ?? []];
        var others = lines.SelectMany(l => l.Works).Distinct().Where(w => !Works.Any(known => Is(w, known))).Order(StringComparer.Ordinal).Select(w => (Zh: w, En: w));
        return new SheetTable(null,
            [Say("工程措施", "Works"), Say("现场记录", "Records"), Say("最近日期", "Latest"), Say("记录人", "By"), Say("核查编号", "Field check"), Say("工程量 / 备注", "Quantity / remark")],
            [.. Works.Concat(others).Select(work =>
            {
                WorkLine[] of = [.. lines.Where(l => l.Works.Any(w => Is(w, work)))];
                return (string[])[Say(work.Zh, work.En), of.Length == 0 ? "" : FormattableString.Invariant($"{of.Length}"), DossierWords.Day(of.Max(l => l.At)),
                    string.Join('\n', of.Select(l => l.By).OfType<string>().Distinct()), string.Join('\n', of.Select(l => l.Id)), ""];
            })]);
    }

    private static bool Is(string work, (string Zh, string En) known) => work == known.Zh || work.Split('(')[0] == known.Zh.Split('(')[0] || string.Equals(work, known.En, StringComparison.OrdinalIgnoreCase);

    private string Meaning(GroundCover before, GroundCover after) => (before, after) switch
    {
        (GroundCover.Unseen, _) or (_, GroundCover.Unseen) => Say("一期未观测，不能比较", "not seen at one of both: no comparison"),
        _ when before == after => Say("无变化", "unchanged"),
        (GroundCover.Water, _) => Say("水面消退", "water gone"),
        (_, GroundCover.Water) => Say("新增水面", "new water"),
        (GroundCover.Bare, _) or (GroundCover.Sparse, GroundCover.Vegetated) => Say("植被恢复", "vegetation gained"),
        _ => Say("植被减少", "vegetation lost"),
    };

    private string Say(string zh, string en) => language == "zh" ? zh : en;
}
