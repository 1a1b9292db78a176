//! Two admins at the same moment (S5, S22).

use domain::staff::StaffRole;

server::stories! {
    on_several_threads

    /// Of two who remove each other one stays, so that somebody can let people in.
    async fn two_admins_who_remove_each_other_do_not_both_go(app) {
        for round in 0..8 {
            let mut noor = app.colleague(&[StaffRole::Admin]).await;
            let mut bas = app.colleague(&[StaffRole::Admin]).await;
            let one = noor.sees(&format!("/staff/team/{}", bas.id)).await.form("staff/team/remove");
            let other = bas.sees(&format!("/staff/team/{}", noor.id)).await.form("staff/team/remove");
            futures::join!(noor.sends(&one), bas.sends(&other));
            let mut tx = app.state.store.staff.read().await.expect("a look");
            assert_eq!(tx.staff().admins().await.expect("admins").len(), 1, "round {round}");
            let left = tx.staff().list().await.expect("people").remove(0).id;
            drop(tx);
            app.removes_staff(left).await;
        }
    }
}
