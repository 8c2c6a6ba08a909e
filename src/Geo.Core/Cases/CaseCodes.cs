namespace Geo.Core.Cases;

/// <summary>Where a case stands; stored as found and so on.</summary>
public enum CaseState
{
    /// <summary>发现: nobody has taken it over yet, though a unit is named by rule.</summary>
    Found = 0,
    /// <summary>已交办: a unit has it.</summary>
    Assigned,
    /// <summary>已核实: the ground, or a drone, has been looked at.</summary>
    Verified,
    /// <summary>已整改: the unit says that it is cleaned up.</summary>
    Handled,
    /// <summary>已销号; its place stays watched.</summary>
    Closed,
}

/// <summary>What is done to a case.</summary>
public enum CaseAction
{
    /// <summary>发现 by a survey, or reported by a person.</summary>
    Raise = 0,
    /// <summary>再次发现: a later survey sees the same open case.</summary>
    Seen,
    /// <summary>交办.</summary>
    Assign,
    /// <summary>改派 to another unit.</summary>
    Reassign,
    /// <summary>核实.</summary>
    Verify,
    /// <summary>整改.</summary>
    Handle,
    /// <summary>销号.</summary>
    Close,
    /// <summary>退回 to an earlier state.</summary>
    Return,
    /// <summary>排除: it is none.</summary>
    Reject,
    /// <summary>纳入台账: its place lies in a site that was listed since.</summary>
    List,
}

/// <summary>What was seen on the ground or from a drone.</summary>
public enum CaseVerdict
{
    /// <summary>属实: solid waste lies there.</summary>
    Waste = 0,
    /// <summary>属实: ground damaged by digging, not restored.</summary>
    DamagedGround,
    /// <summary>不属实: neither.</summary>
    NoWaste,
    /// <summary>已列入台账的点位.</summary>
    ListedSite,
    /// <summary>合法堆存: coal or ore stock, a permitted building site.</summary>
    LegalStock,
}

/// <summary>How a case ended.</summary>
public enum CaseOutcome
{
    /// <summary>整改完成: cleaned up, with evidence.</summary>
    Handled = 0,
    /// <summary>核实无需整改: the verdict found nothing to clean up.</summary>
    NothingToDo,
    /// <summary>审核排除: not real.</summary>
    Rejected,
    /// <summary>纳入台账.</summary>
    Listed,
    /// <summary>例外销号: closed by a person without the evidence that the rule asks for.</summary>
    Exception,
}

/// <summary>Why there is a case.</summary>
public enum CaseKind
{
    /// <summary>新发现.</summary>
    Suspected = 0,
    /// <summary>整治后重复倾倒: at the place of a case that was cleaned up.</summary>
    Redump,
    /// <summary>排除后变化: at a place that was rejected, and has changed since.</summary>
    Changed,
}

/// <summary>Who saw it first.</summary>
public enum CaseSource
{
    /// <summary>卫星.</summary>
    Satellite = 0,
    /// <summary>无人机.</summary>
    Drone,
    /// <summary>地面巡查.</summary>
    Ground,
    /// <summary>群众举报.</summary>
    PublicReport,
}

/// <summary>What kind of place it is, as a person says.</summary>
public enum PlaceKind
{
    /// <summary>建筑工地.</summary>
    BuildingSite = 0,
    /// <summary>处置或消纳设施.</summary>
    Facility,
    /// <summary>农田.</summary>
    Farmland,
    /// <summary>河道.</summary>
    RiverChannel,
    /// <summary>工业用地.</summary>
    IndustrialLand,
    /// <summary>其他.</summary>
    Other,
}
