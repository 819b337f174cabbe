package bot

import "tainha/pilot"

// featureRegister is the register of the pilot (sổ thí điểm): units, positions, limits.
func featureRegister() Feature {
	return Feature{
		Name:     "register",
		Commands: []Command{cmdPilot()},
		Objects: []Object{
			unitCard(),
			{Kind: pilot.ObjectPosition, Whose: ofNobody, Name: byNumber},
			{Kind: pilot.ObjectPilot, Whose: ofNobody, Name: byNumber},
		},
	}
}
