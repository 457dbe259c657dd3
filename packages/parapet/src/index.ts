// The public names, in the order of the story: files in, a frozen scenario, flights, studies, verdicts, and what is written of them.

export * from "./scenario/parse.ts";
export { hasErrors, compareProblems, type Problem } from "./scenario/problem.ts";
export type { Source } from "./scenario/yaml-source.ts";
export type { CatalogueEntry, CatalogueValue } from "./scenario/catalogue-entry.ts";
export type { BibliographyEntry, BibliographyFile } from "./scenario/bibliography.ts";
export type { StudyFile } from "./scenario/study-file.ts";
export type { MetricBounds } from "./scenario/study-common.ts";
export type { ScenarioFile, UnitFile } from "./scenario/scenario-file.ts";
export type { FlightFile } from "./scenario/flight-file.ts";
export { listOverrides } from "./scenario/overrides.ts";
export type { AssumptionsFile } from "./scenario/assumptions-file.ts";
export type { TimelineEntry, TimelineFile } from "./scenario/timeline-file.ts";
export type { ClaimFile } from "./scenario/claim-file.ts";
export type { Quantity } from "./scenario/quantity.ts";
export { suggest } from "./scenario/nearest.ts";
export { formatProblem } from "./scenario/problem.ts";
export { buildCatalogue, isQuantity, type Catalogue } from "./scenario/catalogue.ts";
export { checkAssumptions } from "./scenario/overrides.ts";
export { resolveScenario, collectSourcedValues } from "./scenario/resolve.ts";
export { hashStudy, resolveStudy } from "./scenario/resolve-study.ts";
export { resolveFlight } from "./scenario/resolve-flight.ts";
export type * from "./scenario/types.ts";
export { describeSets } from "./export/sets-words.ts";
export { makeSourceOf } from "./export/source-of.ts";
export type { UnitType } from "./scenario/scenario-file.ts";

export { addFaults, type FaultCount, FaultTally, NO_FAULTS } from "./math/fault-tally.ts";
export { type FaultReason, NumericalFault } from "./math/numerical-fault.ts";
export { makeStream, type RandomStream } from "./math/random.ts";
export { quantile } from "./math/statistics.ts";

export {
  expectedDelay,
  makeNetwork,
  type Network,
  type NetworkLink,
  type NodeCut,
  type Outage,
  type SharedKind,
} from "./network/links.ts";
export { earliestArrival, earliestArrivals, findRoute, type Route, type Sending } from "./network/routes.ts";
export { Router } from "./network/router.ts";
export {
  deliver,
  deliverOverRoute,
  type Delivery,
  type LossReason,
  makeTraffic,
  type Message,
  type Traffic,
} from "./network/deliver.ts";
export {
  earliestHandover,
  earliestLaunch,
  FIRE_ON,
  type FireControlTimes,
  type FireOn,
  mayGuideOn,
  mayLaunchOn,
  type TrackOrigin,
} from "./network/firing-rights.ts";

export { makeDefendedAreaProblem } from "./study/make-problem.ts";
export { runDefendedArea, type DefendedAreaResult, type MapDefendedArea } from "./study/defended-area.ts";
export {
  checkVehicles,
  type DefendedAreaAnswer,
  type DefendedAreaShared,
  type DefendedAreaTask,
  DefendedAreaWorker,
} from "./study/defended-area-worker.ts";
export { DefendedAreaPreview, type Moves, type PreviewAnswer } from "./study/defended-area-preview.ts";
export { type DefendedAreaProblem, listThreatCases, type ThreatCase } from "./study/defended-area-problem.ts";
export { computeShares, type GroupShare, shareOf, type Shares } from "./study/defended-area-shares.ts";
export { codeOfAnswer } from "./study/defended-area.ts";
export type { CellAnswer } from "./study/defended-area-nominal.ts";
export { type LandGrid, makeLandGrid } from "./study/land-grid.ts";
export { summariseDefendedArea, type DefendedAreaSummary, type Metric } from "./study/defended-area-summary.ts";
export { runCoverage, type CoverageResult } from "./study/coverage.ts";
export { summariseCoverage, type CoverageSummary } from "./study/coverage-summary.ts";
export {
  judgeNumbers,
  marginOf,
  judgeDefendedArea,
  judgeStudy,
  leaveOpen,
  findTurns,
  type Criterion,
  type StudySummary,
  type Verdict,
  type VerdictWord,
} from "./study/verdict.ts";
export { swingOf } from "./study/swing.ts";
export { exploreNumbers, summariseNumbers, toMetric, type NumbersSummary, type StudyNumbers } from "./study/numbers.ts";
export {
  coarsenStudy,
  compareSets,
  judgeClaimStudy,
  measureInfluences,
  type SetFinding,
  type SetsComparison,
} from "./study/assumption-sets.ts";
export type { LandPlace, PrefectureFeature } from "./study/land-data.ts";

export {
  describeDefendedArea,
  describeMargin,
  describeVerdict,
  formatQuantity,
  namePath,
  nameParameter,
  type NameOf,
} from "./export/defended-area-words.ts";
export { describeInfluences, tellDefendedArea, type DefendedAreaStory } from "./export/defended-area-report.ts";
export {
  collectCellShares,
  drawDefendedArea,
  type DefendedAreaPictures,
  gridFrame,
  type MapLand,
} from "./export/defended-area-maps.ts";
export { writeDefendedAreaFiles } from "./export/defended-area-files.ts";
export { describeNumberInfluences, formatMetric } from "./export/numbers-report.ts";

export { contourPolygons, extendValues, type GridFrame } from "./export/contours.ts";
export { defendedAreaContours } from "./export/map.ts";
export { TOKENS } from "./export/palette.ts";
export type { MultiPolygon } from "./export/geometry.ts";
export { toReport } from "./export/report.ts";
export { announceFaults, describeFaults } from "./export/fault-words.ts";
export type {
  NumericalFaults,
  ReportInput,
  ReportSource,
  ReportStatement,
  ReportTable,
  ReportTornado,
} from "./export/report-input.ts";
export { tellCoverage } from "./export/coverage-report.ts";
export { describeCoverage, type CoverageStory } from "./export/coverage-words.ts";
export { writeCoverageFiles } from "./export/coverage-files.ts";
export { flyResolved } from "./engine/fly-resolved.ts";
export { parseQuantity } from "./scenario/quantity.ts";
export { resolveThreatClass } from "./scenario/resolve-systems.ts";
export { type Geodetic, WGS84 } from "./earth/model.ts";
export { ecefToGeodetic } from "./earth/frames.ts";
export { assessFlight, type AnnouncedFlight, type Assessment } from "./study/assess-flight.ts";
export type { AssessmentReason, AssessmentVerdict } from "./study/assess-verdict.ts";
export type { SimulatedFlight } from "./study/assess-simulate.ts";
export { ANY_PLACE_m } from "./study/assess-standard-range.ts";
export { type Announcement, readAnnouncement, stampInstant } from "./study/announcement.ts";
export {
  findNearestLand,
  findOverflights,
  groundPoint,
  type NearestLand,
  type Overflight,
} from "./study/overflight.ts";
export type { Territory } from "./study/territory.ts";
export { listRadarStations, type RadarStation, stationsOfUnits } from "./study/radar-stations.ts";
export { findRadarViews, type RadarView, type ViewWindow } from "./study/radar-views.ts";
export {
  describeAssessment,
  explainAssessment,
  explainBlocked,
  formatInterval,
  formatRange,
  formatTime,
} from "./export/assessment-words.ts";
export { hashOf } from "./scenario/resolve.ts";
export { lowestSeenAltitude } from "./earth/horizon.ts";
export type { InterceptResult, NoInterceptReason } from "./engine/fly-guided.ts";
export { flyWithParts, type FlightWithParts } from "./engine/fly-with-parts.ts";
export type { FallingPart } from "./flight/falling-parts.ts";
export { type FlightReport, makeFlightReport } from "./export/flight-report.ts";
export { writeFlightFiles } from "./export/flight-files.ts";
export { boosterFall, mapBoosterFall, type BoosterFall, type BoosterShot } from "./flight/booster-fall.ts";
export {
  distanceBetween,
  impactEllipse,
  landShare,
  outlineEllipse,
  type ImpactEllipse,
} from "./flight/impact-ellipse.ts";
export { boostInterceptor, makeInterceptorThrust } from "./flight/interceptor-boost.ts";
export { flySpentStage, tumblingDragArea, type SpentStage, type StageImpact } from "./flight/spent-stage.ts";
export { scatterStage, type StageScatter, type StageSpread } from "./flight/stage-scatter.ts";
export {
  type CruiseFlight,
  type CruiseSample,
  type CruiseUnmasking,
  findUnmasking,
  flyCruise,
  makeCruiseProfile,
  radarHorizon,
  sampleCruise,
} from "./flight/cruise.ts";

export { type DisPacket, type DisPlay, type DisRadar, type DisShot, toDisPackets } from "./export/dis-stream.ts";
export { toMsdl } from "./export/msdl.ts";
export {
  type ImportedPlaces,
  type PlacesFormat,
  readPlaces,
  type UnreadablePlaces,
  writeImportedScenario,
} from "./scenario/import-places.ts";
export { parseStkEphemeris } from "./export/stk-ephemeris.ts";

export type * from "./messages.ts";
export type * from "./engagement/fire-control-state.ts";
export { LARGEST_ASSIGNMENT_FILE_bytes, type ParsedAssignment, parseAssignment } from "./scenario/assignment-file.ts";
export {
  type Allotment,
  expectedSurvivingValue,
  type WeaponAssignmentProblem,
} from "./engagement/weapon-assignment.ts";
export type { SolveAssignmentOptions, SolveProgress } from "./engagement/assignment-search.ts";
export { solveWeaponAssignment, type WeaponAssignmentSolution } from "./engagement/solve-weapon-assignment.ts";
export {
  combineKnowledge,
  type KillChain,
  type KillPosterior,
  killProbabilityQuantile,
  meanKillProbability,
  multiplyKillChain,
  rightChoice,
  salvoKill,
  type SharedFailure,
  splitFailures,
  updateByTests,
} from "./engagement/kill-probability.ts";
export {
  acquisitionProbability,
  checkHandover,
  divertToNull,
  findZeroEffortMiss,
  type Handover,
  shareWithinRadius,
  type ZeroEffortMiss,
} from "./engagement/endgame.ts";
export { type LagGuidance, missOfHeadingError, missOfTargetStep } from "./engagement/lag-miss.ts";
export { type Endgame, type EndgameResult, flyEndgame } from "./engagement/proportional-navigation.ts";
export { judgeRound, type KillModel, type RoundAtTarget, type RoundChances } from "./engagement/round-outcome.ts";
export {
  killByAny,
  leakerDistribution,
  leakersOfSalvos,
  leakersOfSingleShots,
  type Saturation,
  type ShootLookShoot,
  shootLookShoot,
  shootLookShootInVolleys,
} from "./engagement/closed-forms.ts";
export { type OptimalPlan, OptimalPlanner, planOptimal } from "./engagement/optimal-planner.ts";
export { planRuleBased, RuleBasedPlanner } from "./engagement/rule-based-planner.ts";
export {
  findEarliestIntercept,
  type LaunchMoment,
  type LaunchWindow,
  type LaunchWindowInput,
  makeLaunchWindow,
} from "./engagement/launch-window.ts";
export { measureInto, RadarAxes, writeMeasurement } from "./tracking/measurement.ts";
export { type Filter, logLikelihood } from "./tracking/filter.ts";
export type { Motion } from "./tracking/motion.ts";
export { BoostMotion, CoastMotion, ReentryMotion, type ReentryMotionOptions } from "./tracking/motions.ts";
export { CoastFilter, type CoastFilterOptions } from "./tracking/coast-filter.ts";
export { ExtendedFilter } from "./tracking/extended-filter.ts";
export { UnscentedFilter } from "./tracking/unscented-filter.ts";
export { ImmFilter, type ImmFilterOptions } from "./tracking/imm-filter.ts";
export type { Mode } from "./tracking/mode.ts";
export { type BallisticModesOptions, makeBallisticModes } from "./tracking/ballistic-modes.ts";
export { type Scan, Tracker, type TrackerOptions, type TrackPoint } from "./tracking/tracker.ts";
export { type PlacedMeasurement, startFromTwo, type TrackStart } from "./tracking/track-start.ts";
export {
  type BiasEstimate,
  type BiasPrior,
  estimateBiases,
  type Registration,
  removeBias,
  type SharedLook,
} from "./tracking/registration.ts";
export { type Assignment, solveAssignment } from "./tracking/assignment.ts";
export { associateJointly, associateNearest, type JointProbabilities } from "./tracking/association.ts";
export { chiSquareQuantile, consistencyBand } from "./tracking/chi-square.ts";
export {
  type Estimate,
  type FusedEstimate,
  fuseIndependent,
  intersectCovariances,
  trackDistanceSquared,
} from "./tracking/fusion.ts";
export {
  type GroundPrediction,
  type ImpactOptions,
  type LaunchPointOptions,
  predictImpact,
  predictLaunchPoint,
} from "./tracking/ground-prediction.ts";
export { type BoostTemplate, type LaunchPrediction, predictLaunchByTemplate } from "./tracking/launch-template.ts";
export { type HandoverOptions, measureSpread, predictHandover } from "./tracking/track-quality.ts";
export { type GospaDistance, gospaDistance, ospaDistance, type SetDistanceOptions } from "./tracking/set-distance.ts";
export {
  flyGuidedIntercept,
  type GuidedIntercept,
  type InterceptPrediction,
  type NoIntercept,
} from "./flight/guided-fly-out.ts";
export { solveShot, type NoShot, type SolvedShot } from "./flight/intercept-shot.ts";
export { makeTurningReach, timeToReachFrom, type TurningReach } from "./flight/turning-reach.ts";
export type * from "./engine/trial-types.ts";
export type * from "./engine/raid-problem.ts";
export type * from "./study/raid-definition.ts";
export { runBoosterFall, type BoosterFallSummary } from "./study/booster-fall.ts";
export {
  describeBoosterFall,
  tellBoosterFall,
  writeBoosterFallFiles,
  type BoosterFallStory,
} from "./export/booster-fall-report.ts";
export { runRange, type RangeSummary } from "./study/range.ts";
export { describeRange, tellRange, writeRangeFiles, type RangeStory } from "./export/range-report.ts";
export { takeRaid } from "./scenario/scenario-raid.ts";
export {
  defineRaid,
  type RaidSummary,
  raidMetricNames,
  runRaid,
  shareRaid,
  type SizePoint,
  type VariantResult,
} from "./study/raid.ts";
export type { MapRaid } from "./study/raid-plan.ts";
export { measureIndices, type RaidIndex } from "./study/raid-indices.ts";
export { CentralTrials, type TrialNumbers } from "./study/raid-central.ts";
export {
  countTrialFaults,
  firstThreats,
  type RaidAnswer,
  type RaidShared,
  type RaidTask,
  RaidWorker,
} from "./study/raid-trials.ts";
export { type KeptTrial, keepTrial, type KeepTrialOptions, writeTrialFiles } from "./export/raid-files.ts";
export { makeTexts } from "./export/texts.ts";
export { describeRaid, type RaidStory, tellRaid } from "./export/raid-report.ts";
export { makeRaidProblem, type RefusedRaid } from "./study/make-raid-problem.ts";
export { makeTrialRunner, type RaidSolver } from "./engine/trial.ts";
export { playTracks, type TrackState } from "./study/raid-track-play.ts";
export { makeRaidPlay, type RaidPlay } from "./study/raid-play.ts";
export { explainTrial, type LayerStory, type ThreatStory } from "./engine/explain.ts";
export { describeReason, describeThreat, type RaidNameOf } from "./export/raid-words.ts";
export { type CostSummary, type DefendedPeople, runCost } from "./study/cost.ts";
export { type CostStory, describeCost, tellCost, writeCostFiles } from "./export/cost-report.ts";
export { screenPeople } from "./study/screen-people.ts";
export { type ReachSummary, runReach } from "./study/reach.ts";
export { describeReach, type ReachStory, tellReach, writeReachFiles } from "./export/reach-report.ts";
export {
  type MapSiting,
  runSiting,
  type SitingAnswer,
  type SitingShared,
  type SitingSummary,
  type SitingTask,
  SitingWorker,
} from "./study/siting.ts";
export { describeSiting, type SitingStory, tellSiting, writeSitingFiles } from "./export/siting-report.ts";
export { deadReckon, type ReadEntity, readDisPdu, type ReadShot } from "./export/dis-read.ts";
export { toDossier, type DossierClaim } from "./export/dossier.ts";
