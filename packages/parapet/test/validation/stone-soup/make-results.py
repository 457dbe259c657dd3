"""States and covariances of Stone Soup's Kalman filters, for ../tracking-filters.test.ts.

    pip install git+https://github.com/dstl/Stone-Soup@ec032a9f
    python make-results.py > results.json

Stone Soup: Dstl and others, github.com/dstl/Stone-Soup. Lengths go in as multiples of 100 km: its update takes the pseudo-inverse of the innovation's
covariance, which in metres and radians has a condition of 1e11 and costs 7e-4 m of the unscented filter's answer here. States stand in the order
position, velocity, since the unscented filter's points depend on the order by way of the Cholesky root (7e-5 m here).
"""
import datetime
import json
import math

import numpy as np
from stonesoup.models.measurement.nonlinear import CartesianToElevationBearingRange
from stonesoup.models.transition.linear import LinearGaussianTimeInvariantTransitionModel
from stonesoup.predictor.kalman import ExtendedKalmanPredictor, UnscentedKalmanPredictor
from stonesoup.types.angle import Bearing, Elevation
from stonesoup.types.detection import Detection
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.state import GaussianState
from stonesoup.updater.kalman import ExtendedKalmanUpdater, UnscentedKalmanUpdater

UNIT = 1e5
START = datetime.datetime(2026, 1, 1)
CASES = {
    "far": {
        "interval_s": 1.0, "steps": 20, "noise_m2ps3": 1.0, "sigmas": [20.0, 5e-4, 5e-4],
        "start": [3e5, 2e5, 1e5, -500.0, -300.0, 100.0], "variances": [1e6, 1e6, 1e6, 1e5, 1e5, 1e5],
        "position": [[3e5, -480.0, 2.0], [2e5, -310.0, 0.0], [1e5, 120.0, -3.0]],
    },
    "overhead": {
        "interval_s": 2.0, "steps": 40, "noise_m2ps3": 10.0, "sigmas": [10.0, 1e-3, 1e-3],
        "start": [-8e4, 5e4, 4e4, 1700.0, -250.0, 250.0], "variances": [1e6, 1e6, 1e6, 1e5, 1e5, 1e5],
        "position": [[-8.05e4, 1800.0, 0.0], [5.1e4, -300.0, 0.3], [4.05e4, 200.0, 0.5]],
    },
}
FILTERS = {
    "extended": (ExtendedKalmanPredictor, ExtendedKalmanUpdater, {}),
    "unscented, kappa 1": (UnscentedKalmanPredictor, UnscentedKalmanUpdater, {"alpha": 1.0, "beta": 0.0, "kappa": 1.0}),
    "unscented, kappa 0": (UnscentedKalmanPredictor, UnscentedKalmanUpdater, {"alpha": 1.0, "beta": 0.0, "kappa": 0.0}),
}


def measure(case, k):
    t = k * case["interval_s"]
    x, y, z = (a + b * t + c * t * t for a, b, c in case["position"])
    range_sigma, bearing_sigma, elevation_sigma = case["sigmas"]
    return (
        math.sqrt(x * x + y * y + z * z) + 0.75 * range_sigma * math.sin(1.7 * k),
        math.atan2(y, x) + 0.8 * bearing_sigma * math.cos(2.3 * k),
        math.atan2(z, math.sqrt(x * x + y * y)) + 0.8 * elevation_sigma * math.sin(0.9 * k + 1),
    )


def run(case, make_predictor, make_updater, options):
    h, q = case["interval_s"], case["noise_m2ps3"] / UNIT**2
    one, zero = np.eye(3), np.zeros((3, 3))
    motion = LinearGaussianTimeInvariantTransitionModel(
        transition_matrix=np.block([[one, h * one], [zero, one]]),
        covariance_matrix=q * np.block([[h**3 / 3 * one, h**2 / 2 * one], [h**2 / 2 * one, h * one]]),
    )
    range_sigma, bearing_sigma, elevation_sigma = case["sigmas"]
    radar = CartesianToElevationBearingRange(
        ndim_state=6, mapping=(0, 1, 2),
        noise_covar=np.diag([elevation_sigma**2, bearing_sigma**2, (range_sigma / UNIT) ** 2]),
    )
    predictor, updater = make_predictor(motion, **options), make_updater(radar, **options)
    state = GaussianState(
        np.array(case["start"]).reshape(6, 1) / UNIT, np.diag(case["variances"]) / UNIT**2, timestamp=START
    )
    for k in range(1, case["steps"] + 1):
        distance, bearing, elevation = measure(case, k)
        detection = Detection(
            [[Elevation(elevation)], [Bearing(bearing)], [distance / UNIT]],
            timestamp=START + datetime.timedelta(seconds=k * h), measurement_model=radar,
        )
        prediction = predictor.predict(state, timestamp=detection.timestamp)
        state = updater.update(SingleHypothesis(prediction, detection))
    mean = np.array(state.state_vector, float).ravel() * UNIT
    covariance = np.array(state.covar, float) * UNIT**2
    return {"mean": mean.tolist(), "covariance": covariance.ravel().tolist()}


results = [
    {**case, "name": f"{name}, {filter_name}", "filter": filter_name, **run(case, *parts)}
    for name, case in CASES.items()
    for filter_name, parts in FILTERS.items()
]
print(json.dumps({"source": "Stone Soup, commit ec032a9f; see make-results.py", "cases": results}, indent=1))
