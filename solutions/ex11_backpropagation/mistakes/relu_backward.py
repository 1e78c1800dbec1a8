"""Known wrong answers to `relu_backward`, each with its hint."""

import numpy as np

from autograder.checking import if_on_an_array, max_of_arrays, mistake


@mistake
def relu_of_what_comes_back(z, d_out):
    """You apply relu to d_out. What gets through is decided by z, what went in on the way forward;
    a negative d_out gets through as well."""
    return np.maximum(0.0, d_out)


@mistake
def relu_lets_all_through(z, d_out):
    """You let everything through. Where z is negative relu gave 0, and nothing comes back: 0."""
    return d_out


@mistake
def relu_slope_only(z, d_out):
    """You give back the slope alone, 1 or 0 (or True or False). Multiply it by what comes back,
    d_out."""
    return np.where(z > 0, 1.0, 0.0)


@mistake
def relu_other_side(z, d_out):
    """You let through where z is negative. relu lets through where z is above 0."""
    return d_out * (z < 0)


@mistake
def relu_times_its_output(z, d_out):
    """You multiply d_out by what relu gave. On the way back it is multiplied by the slope: 1 where z
    is above 0, and 0 elsewhere."""
    return d_out * np.maximum(0.0, z)


@mistake
def relu_times_z(z, d_out):
    """You multiply d_out by z. On the way back it is multiplied by the slope of relu: 1 where z is
    above 0, and 0 elsewhere."""
    return d_out * z


@mistake
def relu_forward(z, d_out):
    """That is the way forward: relu of z. On the way back the numbers come from d_out, and z only
    decides which of them get through."""
    return np.maximum(0.0, z)


@mistake
def relu_arguments_swapped(z, d_out):
    """z and d_out have changed places. z decides what gets through, and d_out is what comes
    back."""
    return z * (d_out > 0)


@mistake
def relu_stops_negative_gradients(z, d_out):
    """Where d_out is negative you give back 0. A negative number that comes back gets through as
    well, if z is above 0."""
    return np.where(z > 0, np.maximum(0.0, d_out), 0.0)


@mistake(variants={"slope": (0.1, 0.2, 0.001)})
def relu_leaks(z, d_out, *, slope=0.01):
    """Something gets through where z is negative. relu gives a plain 0 there, so nothing comes
    back: 0."""
    return np.where(z > 0, d_out, slope * d_out)


@mistake
def relu_sign(z, d_out):
    """Where z is negative you turn the sign of d_out round. There relu gave 0, and nothing comes
    back: 0."""
    return d_out * np.sign(z)


@mistake
def relu_above_one(z, d_out):
    """You let through only where z is above 1. relu lets through where z is above 0."""
    return d_out * (z > 1)


@mistake
def relu_picks_out(z, d_out):
    """You give back only the numbers that get through. The others keep their places, with a 0."""
    return d_out[z > 0]


@mistake
def relu_ones_into_the_mask(z, d_out):
    """The digits after the decimal point are lost. Make your array with the type of d_out: np.zeros
    without int, or d_out.copy()."""
    result = np.zeros(np.shape(z), dtype=int)
    result[...] = np.where(z > 0, d_out, 0)
    return result


@mistake(explains=if_on_an_array)
def relu_if(z, d_out):
    """if asks about a single number, and z is an array. Use np.where(z > 0, …, 0), or multiply by
    (z > 0)."""
    if z > 0:
        return d_out
    return 0 * d_out


@mistake(explains=max_of_arrays)
def relu_max(z, d_out):
    """max compares two numbers, and z is an array. Use np.where(z > 0, …, 0), or multiply by (z >
    0)."""
    return d_out * max(0, z)
